package dev.awssso.aws;

import dev.awssso.problem.Problem;
import dev.awssso.roles.ListingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for many, a few at a time, and stops at the first failure: all results, or the failure. */
final class ParallelListing<T, R> {

    private static final int WORKERS = 8;

    private final List<T> items;
    private final Function<T, R> work;
    private final ListingProgress progress;

    ParallelListing(List<T> items, Function<T, R> work, ListingProgress progress) {
        this.items = items;
        this.work = work;
        this.progress = progress;
    }

    /** The results in the order of the items. */
    List<R> run() {
        progress.listed(0, items.size());
        if (items.isEmpty()) {
            return List.of();
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(WORKERS, items.size()), task -> {
            Thread thread = new Thread(task, "aws-sso-listing");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return collect(new ExecutorCompletionService<>(workers));
        } finally {
            workers.shutdownNow();
        }
    }

    private List<R> collect(CompletionService<R> service) {
        List<Future<R>> futures = new ArrayList<>();
        items.forEach(item -> futures.add(service.submit(() -> work.apply(item))));
        List<R> results = new ArrayList<>();
        try {
            for (int done = 1; done <= items.size(); done++) {
                service.take().get();
                progress.listed(done, items.size());
            }
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return List.copyOf(results);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while listing accounts and roles");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
