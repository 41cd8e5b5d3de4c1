# mdmcert.bash - completion for mdmcert and mdmcheck in bash   -*- sh -*-
#
# Commands, options, the words that an option takes and the claims are asked
# of the program that is being typed, so that they are always its own.  Only
# what no --help lists stands here: how laws, schedules and predictors begin.

# NAME:KEYS, in the order of mdmcert-law(5), mdmcert-schedule(1) and
# mdmcert-predictor(5).  A key FILE is the name of a file, SPEC a law.
_mdmcert_laws='
  uniform:V=,L= repetition:V=,L= parity:V=,L= mds:q=,L=,k=
  reed-solomon:q=,L=,k= code:q=,G=FILE span:q=,rows=
  permutation:n= paired-copy:V=,L= walk:L= markov:flip=,L=
  noisy-repetition:flip=,L= balanced-bits:L=
  one-hot:blocks=,size=
  product:FILE mixture:FILE ngram:FILE,L= hmm:FILE,L=
  ngram-from:FILE,n=,L=,classes=,add= text:FILE,L=,classes=
  npy:FILE csv:FILE,weight= counts:FILE bayes:FILE
  given:SPEC,at= keep:SPEC,positions=
  random:V=,L=,den=,seed='
_mdmcert_schedules='
  ar balanced: cosine: loglinear: best: worst: tc:eps=,bound= dtc:eps=,bound=
  best-blocks: best-policy: best-policy:price=
  iid: iid-uniform: alpha: alpha-linear: alpha-cosine: mixed:FILE blocks:
  scan: bisect: policy:order=,k=,threshold=,factor=,gamma=,block=,ties=
  policy-file:FILE sample-keep:k=,block=,ties='
_mdmcert_predictors='ideal argmax smooth: power: law:SPEC table:FILE'

# The functions below share the variables of _mdmcert, the last one:
#   program   what is being typed, as it can be run
#   command   the command after it, or nothing
#   options   its options, or those of the command, as NAME or NAME=VALUE
#   replies   what could stand in the place of the word at the cursor

# _mdmcert_help [COMMAND]: set OPTIONS.
_mdmcert_help ()
{
  local first second
  options=()
  while read -r first second _; do
    case $first in
      # A letter: what follows the long name is the value of both.
      -?,) options+=("${first%,}${second#"${second%%=*}"}" "$second") ;;
      -*) options+=("$first") ;;
    esac
  done < <("$program" "$@" --help 2>/dev/null)
}

# _mdmcert_commands: print the commands.
_mdmcert_commands ()
{
  "$program" --help 2>/dev/null \
    | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

# _mdmcert_kinds: print the kinds of figures.
_mdmcert_kinds ()
{
  "$program" plot --help 2>/dev/null \
    | sed -n '/kinds are:$/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

# _mdmcert_claims: print the names of the claims.
_mdmcert_claims ()
{
  "$program" claims --format=tsv 2>/dev/null | sed -n '1d;s/	.*//p'
}

# _mdmcert_files BEFORE TEXT: the files that begin with TEXT, after BEFORE.
_mdmcert_files ()
{
  local file
  while IFS= read -r file; do
    test ! -d "$file" || file+=/
    printf -v file %q "$file"
    replies+=("$1${file/#\\~/\~}")
  done < <(compgen -f -- "$2")
}

# _mdmcert_keys BEFORE TEXT KEYS: what the TEXT after NAME: could go on with.
_mdmcert_keys ()
{
  local key keys last=${2##*,} said
  said=${2%"$last"}
  IFS=, read -r -a keys <<<"$3"
  for key in "${keys[@]}"; do
    case $key in
      FILE) test -n "$said" || _mdmcert_files "$1" "$2" ;;
      SPEC) _mdmcert_spec "$1" "$2" "$_mdmcert_laws" files ;;
      *=FILE)
        if test "${last#"${key%FILE}"}" != "$last"; then
          _mdmcert_files "$1$said${key%FILE}" "${last#"${key%FILE}"}"
        else
          replies+=("$1$said${key%FILE}")
        fi ;;
      *)
        case ,$said in
          *,"$key"*) ;;
          *) replies+=("$1$said$key") ;;
        esac ;;
    esac
  done
}

# _mdmcert_spec BEFORE TEXT TEMPLATES [files]: what begins with TEXT and is of
# the form of one of the TEMPLATES, or is a file.
_mdmcert_spec ()
{
  local template
  for template in $3; do
    case $template in
      *:?*)
        if test "${2%%:*}" != "$2" && test "${2%%:*}" = "${template%%:*}"; then
          _mdmcert_keys "$1${2%%:*}:" "${2#*:}" "${template#*:}"
          return
        fi
        replies+=("$1${template%%:*}:") ;;
      *) replies+=("$1$template") ;;
    esac
  done
  test "${4-}" != files || _mdmcert_files "$1" "$2"
}

# _mdmcert_value BEFORE TEXT OPTION: values of OPTION, as in its --help.
_mdmcert_value ()
{
  local words
  case $3 in
    --law=SPEC | --laws=SPEC) _mdmcert_spec "$1" "$2" "$_mdmcert_laws" files ;;
    --schedule=SPEC)
      _mdmcert_spec "$1" "$2" "$_mdmcert_schedules"
      test "$command" != prove || replies+=("$1weights:") ;;
    --predictor=SPEC) _mdmcert_spec "$1" "$2" "$_mdmcert_predictors" ;;
    *=FILE) _mdmcert_files "$1" "$2" ;;
    *=ID*) read -r -d '' -a words < <(_mdmcert_claims)
           replies+=("${words[@]/#/$1}") ;;
    *=[a-z]*'|'*) IFS='|' read -r -a words <<<"${3#*=}"
                  replies+=("${words[@]/#/$1}") ;;
  esac
}

# _mdmcert_operand COMMAND TEXT: what is no option.
_mdmcert_operand ()
{
  local words
  case $1 in
    help) read -r -d '' -a words < <(_mdmcert_commands)
          replies+=("${words[@]}") ;;
    claims) read -r -d '' -a words < <(_mdmcert_claims)
            replies+=("${words[@]}") ;;
    plot) read -r -d '' -a words < <(_mdmcert_kinds)
          replies+=("${words[@]}")
          test "$previous" != table || { replies=(); _mdmcert_files '' "$2"; } ;;
    *) # Those that take files say so in the line on their usage.
       case $("$program" ${1:+"$1"} --help 2>/dev/null | sed '/^$/,$d') in
         *' FILE'* | *'[FILE'* | *' CERTIFICATE'*) _mdmcert_files '' "$2" ;;
       esac ;;
  esac
}

# _mdmcert PROGRAM: set COMPREPLY.
_mdmcert ()
{
  local program=${1/#\~\//$HOME/} command='' breaks='' option reply before
  local words options=() replies=()

  # Bash cuts words at = and : too; cut the line at blanks instead.
  IFS=$' \t\n' read -r -a words <<<"${COMP_LINE:0:COMP_POINT}"
  case ${COMP_LINE:0:COMP_POINT} in
    *[[:blank:]]) words+=('') ;;
  esac
  local count=${#words[@]}
  local current=${words[count - 1]} previous=${words[count - 2]}
  COMPREPLY=()

  case ${program##*/} in
    mdmcheck*) _mdmcert_help ;;
    *)
      if test "$count" -le 2; then
        replies=(help --help --version)
        read -r -d '' -a words < <(_mdmcert_commands)
        replies+=("${words[@]}")
      else
        command=${words[1]}
        _mdmcert_help "$command"
      fi ;;
  esac

  if test -z "${replies-}"; then
    for option in "${options[@]}"; do
      case $option in
        *=*)
          if test "$previous" = "${option%%=*}"; then
            _mdmcert_value '' "$current" "$option"
            option=''
            break
          fi
          case $current in
            "${option%%=*}="*)
              _mdmcert_value "${option%%=*}=" "${current#*=}" "$option" ;;
          esac ;;
      esac
    done
    if test -n "${option-}" || test -z "${options-}"; then
      case $current in
        -*) ;;
        *) _mdmcert_operand "$command" "$current" ;;
      esac
      # Options, where there is nothing else.
      test -n "${replies-}" || for option in "${options[@]}"; do
        case $option in
          --*=*) replies+=("${option%%=*}=") ;;
          *) replies+=("${option%%=*}") ;;
        esac
      done
    fi
  fi

  # What is put in stands after the last = or : at which bash cuts words.
  case $COMP_WORDBREAKS in *=*) breaks+='=' ;; esac
  case $COMP_WORDBREAKS in *:*) breaks+=':' ;; esac
  before=''
  test -z "$breaks" || before=${current%"${current##*[$breaks]}"}
  for reply in "${replies[@]}"; do
    case $reply in
      "$current"*) COMPREPLY+=("${reply#"$before"}") ;;
    esac
  done
  # More is to follow.
  case ${COMPREPLY[0]-} in
    *[=:/,]) compopt -o nospace 2>/dev/null ;;
  esac
}

complete -F _mdmcert mdmcert mdmcheck
