package dev.awssso;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rows of the server's contract that a test shows, such as {@code C3} or {@code N4}; on a class, those that all its
 * tests show together. {@code docs/reference/server-tests.md} is made from them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD})
public @interface Rows {

    String[] value();
}
