package dev.awssso;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the numbered rows of the server's contract that a test shows to hold: {@code @Rows({"C3", "N4"})}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Rows {

    /** The rows. */
    String[] value();
}
