package dev.awssso.roles;

import java.util.regex.Pattern;

/** The form of a region's name: {@code us-east-1}, {@code us-gov-west-1}, {@code eusc-de-east-1}. */
public final class RegionName {

    private static final Pattern FORM = Pattern.compile("[a-z]{2,8}(-[a-z]{1,16}){1,3}-[0-9]{1,2}");

    private RegionName() {}

    /** True when a region may have this name, whether there is one or not. */
    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }
}
