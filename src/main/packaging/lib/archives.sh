# Where the start-up archives of aws-sso are; read by bin/aws-sso and lib/make-archives, after lib/find-java.sh.
#
# An archive (class-data sharing, JEP 310) holds the program's classes in the form in which this Java keeps them in memory,
# and fits one build of Java and one path of the program. Its name says which: Java, the program's build and folder, what the
# archive is for (commands or server). The build is in the name since the JVM compares only the size and the time of the
# jars, and those of two releases may be equal. Not used is one that is older than the program, or newer than ARCHIVE.ok, which was made after
# it: something else has written to it. The JVM itself checks the header and the size, and crashes over damage behind them
# (-XX:+VerifySharedSpaces finds that, for 35 ms in each start).

# The folders in which an archive may be: beside the program (container images), where the packages put it, and the
# person's own cache, to which the first start on a terminal writes.
archive_folders() {
    package_archives=/var/cache/aws-sso
    own_archives=''
    case ${XDG_CACHE_HOME-} in
        /*) own_archives=$XDG_CACHE_HOME/aws-sso/archives ;;
        *) [ -z "${HOME-}" ] || own_archives=$HOME/.cache/aws-sso/archives ;;
    esac
}

# Sets $archive_key for the program in $home on the Java in $java_key; no file name is longer than 255 bytes.
name_archives() {
    local build=''
    [ ! -r "$home/lib/build-id" ] || read -r build <"$home/lib/build-id"
    archive_key=${home//\//%}
    if [ "${#archive_key}" -gt 150 ]; then archive_key=${#archive_key}%${archive_key:${#archive_key}-140}; fi
    archive_key=$java_key-${build:0:16}$archive_key
}

# Sets $archive to the archive for "commands" or "server" that may be used, or to nothing.
find_archive() {
    local folder
    for folder in "$home/lib/archives" "$package_archives" "$own_archives"; do
        archive=$folder/$archive_key-$1.jsa
        if [ -f "$archive" ] && [ -r "$archive" ] && [ "$archive" -nt "$home/lib/aws-sso.jar" ] &&
            [ -f "$archive.ok" ] && ! [ "$archive" -nt "$archive.ok" ]; then
            # What is read into the process is the program: nobody else may have written it.
            [ "$folder" != "$own_archives" ] || [ -O "$archive" ] || continue
            return
        fi
    done
    archive=''
}

# Makes archives in the background, where a person is at a terminal and none was made for this program and Java before.
# Three attempts at most: a folder that cannot be written, or a Java that cannot, is not asked again and again.
make_archives_once() {
    local attempts=0 marker=$own_archives/.$archive_key.attempts
    [ -n "$own_archives" ] && [ -z "${CI-}" ] && [ "$java_key" != unknown ] || return 0
    [ ! -e /.dockerenv ] && [ ! -e /run/.containerenv ] && [ -z "${container-}${KUBERNETES_SERVICE_HOST-}" ] || return 0
    if [ -r "$marker" ] && [ "$marker" -nt "$home/lib/aws-sso.jar" ]; then read -r attempts <"$marker" || attempts=0; fi
    case $attempts in [0-2]) ;; *) return 0 ;; esac
    (
        umask 077
        mkdir -p -- "$own_archives" && printf '%s\n' "$((attempts + 1))" >"$marker" || exit 0
        session=''
        ! command -v setsid || session=setsid
        cd / || exit 0
        close_descriptors
        $session nice -n 19 "$home/lib/make-archives" &
    ) </dev/null >/dev/null 2>&1
}

# Every descriptor from 3 on: a pipe that is inherited would never end for who reads from it.
close_descriptors() {
    local file
    for file in /dev/fd/*; do
        file=${file##*/}
        case $file in [0-2] | *[!0-9]*) ;; *) eval "exec $file>&-" ;; esac
    done
}
