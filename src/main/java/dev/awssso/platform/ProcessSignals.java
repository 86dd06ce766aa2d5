package dev.awssso.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals that other processes and the terminal send to this one. While a registration is open, a signal of its
 * list reaches the receiver, in a thread of its own, and has none of its usual effects on this process.
 *
 * <p>The receiver is a caught signal and not an ignored one for the kernel, so a child starts with the default effect
 * (execve(2): caught signals are reset, ignored ones stay ignored). A signal that was ignored when this process began,
 * as under {@code nohup}, stays ignored.
 *
 * <p>Reached by reflection: {@code sun.misc.Signal} is the only way to signals in the JDK, is kept and exported for
 * that (JEP 260), and yet cannot be named under {@code -Werror}, since its warning cannot be switched off.
 */
public final class ProcessSignals implements AutoCloseable {

    private static final Class<?> SIGNAL;
    private static final Class<?> HANDLER;

    static {
        try {
            SIGNAL = Class.forName("sun.misc.Signal");
            HANDLER = Class.forName("sun.misc.SignalHandler");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Previous(Object signal, Object handler) {}

    private final List<Previous> registered = new ArrayList<>();

    private ProcessSignals() {}

    /**
     * Sends these signals to the receiver until the registration is closed.
     *
     * @param names without {@code SIG}; those that this system or virtual machine does not give away (Windows, and
     *     {@code QUIT}, with which HotSpot prints its threads) are left out
     * @param receiver called with the signal's name
     */
    public static ProcessSignals receive(List<String> names, Consumer<String> receiver) {
        ProcessSignals registration = new ProcessSignals();
        Object handler = Proxy.newProxyInstance(
                HANDLER.getClassLoader(), new Class<?>[] {HANDLER}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        receiver.accept(name(arguments[0]));
                    }
                    return null;
                });
        for (String name : names) {
            registration.register(name, handler);
        }
        return registration;
    }

    private void register(String name, Object handler) {
        try {
            Object signal = SIGNAL.getConstructor(String.class).newInstance(name);
            registered.add(new Previous(signal, handle(signal, handler)));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot receive SIG" + name, e);
            }
            // Unknown here, or the virtual machine keeps it for itself.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot receive SIG" + name, e);
        }
    }

    /** Gives the signals their effects of before. */
    @Override
    public void close() {
        try {
            for (Previous previous : registered) {
                handle(previous.signal(), previous.handler());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot give signals back", e);
        }
    }

    /**
     * Stops this process as Ctrl-Z does, and returns when it continues ({@code fg}, SIGCONT). The signal must have its
     * default effect; where it has none (Windows, a process group that no shell controls) this returns at once.
     */
    public static void stop() {
        if (OperatingSystem.current() != OperatingSystem.WINDOWS) {
            // By a child: the JDK raises only signals that it handles itself.
            SentSignal.toProcess(ProcessHandle.current().pid(), "TSTP");
        }
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        return SIGNAL.getMethod("handle", SIGNAL, HANDLER).invoke(null, signal, handler);
    }

    private static String name(@Nullable Object signal) throws ReflectiveOperationException {
        return (String) SIGNAL.getMethod("getName").invoke(signal);
    }
}
