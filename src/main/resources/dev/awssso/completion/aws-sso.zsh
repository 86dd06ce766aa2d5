#compdef aws-sso
# Completion of aws-sso in zsh 5. Texts are read with NUL between them and never evaluated; compadd quotes them.
_aws_sso() {
    local text
    local -a items values shown
    local -i count
    text=$(command aws-sso complete --shell zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)
    items=("${(@0)text}")
    case $items[1] in
        files) [[ $PREFIX == --*=* ]] && compset -P 1 '*='
            _files ;;
        commands) _command_names -e ;;
        values | described)
            count=$(( (${#items} - 2) / 2 ))
            (( count > 0 )) || return 1
            values=("${(@)items[2,count+1]}")
            shown=("${(@)items[count+2,2*count+1]}")
            [[ $PREFIX == --*=* ]] && compset -P 1 '*='
            if [[ $items[1] == described ]]; then
                compadd -l -d shown -a values
            else
                compadd -d shown -a values
            fi
            ;;
        *) return 1 ;;
    esac
}
if [[ $funcstack[1] == _aws-sso ]]; then
    _aws_sso "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _aws_sso aws-sso
fi
