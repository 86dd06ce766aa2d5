# Completion of aws-sso in fish 3. Texts are read with NUL between them and never evaluated; fish quotes them.
function __aws_sso_complete
    set -l items (command aws-sso complete --shell fish -- (commandline -cp | string collect) 2>/dev/null </dev/null | string split0)
    switch "$items[1]"
        case files
            __fish_complete_path (commandline -ct) | string join0
        case commands
            complete -C (commandline -ct) | string join0
        case '*'
            set -e items[1]
            string join0 -- $items
    end
end
complete -c aws-sso -f -a '(__aws_sso_complete | string split0)'
