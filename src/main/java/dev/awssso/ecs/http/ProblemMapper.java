package dev.awssso.ecs.http;

import dev.awssso.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * The one place where failures of resources become answers. What the resources meant to say is said; everything else
 * is a defect.
 */
@Provider
@Singleton
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        return Response.ok(answer(failure)).build();
    }

    private static Answer answer(Throwable failure) {
        if (failure instanceof Rejection rejection) {
            return rejection.answer();
        }
        if (failure instanceof Problem.LocalFile) {
            // A token cache or config file that cannot be read: nothing that a repeated request would mend.
            return Rejection.of(Rejection.UNPROCESSABLE, "Field Source: the sign-ins of this user cannot be read.")
                    .answer();
        }
        return Defects.answer(failure);
    }
}
