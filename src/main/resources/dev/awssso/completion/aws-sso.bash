# Completion of aws-sso in bash 3.2 and newer. Texts are read with NUL between them and never evaluated; bash puts them on
# the command line as they are, already quoted.
_aws_sso() {
    local item kind=''
    COMPREPLY=()
    while IFS= read -r -d '' item; do
        if [ -z "$kind" ]; then kind=$item; else COMPREPLY[${#COMPREPLY[@]}]=$item; fi
    done < <(command aws-sso complete --shell bash --type "${COMP_TYPE:-9}" "--breaks=$COMP_WORDBREAKS" \
        -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    case $kind in
        files) compopt -o default 2>/dev/null ;;
        commands)
            while IFS= read -r item; do
                case $item in
                    *[!A-Za-z0-9._+-]*) ;;
                    *) COMPREPLY[${#COMPREPLY[@]}]=$item ;;
                esac
            done < <(compgen -c -- "$2")
            ;;
    esac
}
complete -F _aws_sso aws-sso
