# Finds the Java that aws-sso runs on; read by bin/aws-sso and lib/make-archives.
#
# find_java sets $java (its home), $java_feature (17, 25, ...) and $java_key (names it in the name of an archive), or says why there
# is none and returns 1. It reads each Java's file "release" and starts no process where nothing unusual is met.

# Reads what a Java home says about itself: $feature, $key.
describe_java() {
    vendor='' runtime='' version=''
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r name value || [ -n "$name" ]; do
        value=${value#\"} value=${value%\"}
        case $name in
            IMPLEMENTOR) vendor=${value%%[!A-Za-z0-9]*} ;;
            JAVA_RUNTIME_VERSION) runtime=$value ;;
            JAVA_VERSION) version=$value ;;
        esac
        [ -z "$vendor" ] || [ -z "$runtime" ] || [ -z "$version" ] || break
    done <"$1/release"
    feature=${version#1.}
    feature=${feature%%[!0-9]*}
    [ "${feature:-0}" -ge 17 ] || return 1
    key=${runtime:-$version}-$vendor
    case $key in *[!A-Za-z0-9.+_-]*) key=unknown ;; esac
}

# Keeps this Java when it is newer than the one before; of two of the same feature release the first stays.
consider_java() {
    # The Java on the PATH is mostly one of the others, under another name.
    [ -z "$java_on_path" ] || ! [ "$1/bin/java" -ef "$java_on_path" ] || java_on_path=''
    describe_java "$1" && [ "$feature" -gt "$java_feature" ] || return 0
    java=$1 java_feature=$feature java_key=$key
}

find_java() {
    java='' java_feature=0 java_key='' java_on_path=''
    if [ -n "${AWS_SSO_JAVA_HOME-}" ]; then
        consider_java "$AWS_SSO_JAVA_HOME"
        [ -z "$java" ] || return 0
        printf 'aws-sso: AWS_SSO_JAVA_HOME is not Java 17 or newer: %s\ntry: unset AWS_SSO_JAVA_HOME\n' \
            "$AWS_SSO_JAVA_HOME" >&2
        return 1
    fi
    java_on_path=$(command -v java) || java_on_path=''
    [ -z "${JAVA_HOME-}" ] || consider_java "$JAVA_HOME"
    for candidate in /usr/lib/jvm/* /usr/java/* /opt/java* /opt/java/* /opt/jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/*; do
        consider_java "$candidate"
    done
    if [ -n "$java_on_path" ]; then
        while [ -L "$java_on_path" ]; do
            link=$(readlink -- "$java_on_path") || break
            case $link in /*) java_on_path=$link ;; *) java_on_path=${java_on_path%/*}/$link ;; esac
        done
        consider_java "${java_on_path%/bin/java}"
    fi
    [ -z "$java" ] || return 0
    echo 'aws-sso: no Java 17 or newer found (AWS_SSO_JAVA_HOME, JAVA_HOME, the usual places, PATH)' >&2
    echo 'try: AWS_SSO_JAVA_HOME=/path/to/a/java aws-sso --version' >&2
    return 1
}
