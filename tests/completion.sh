# The completions for bash and zsh know the commands and options of --help, the
# words that options take, the claims, and the laws, schedules and predictors
# of the manual pages: exactly these.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

: "${MDMCHECK:?must be the path of the checker}"
completions=$abs_top_srcdir/completions
man=$abs_top_srcdir/man

# options_of_help: the options that the help text on standard input describes,
# with a = where a value follows.
options_of_help ()
{
  awk '
    /^ +-/ {
      sub (/^ +/, "")
      sub (/  +.*/, "") # the meaning, after two blanks or more
      value = sub (/=.*/, "")
      n = split ($0, name, /, */)
      for (i = 1; i <= n; i++)
        print name[i] (value && name[i] ~ /^--/ ? "=" : "")
    }' | sort
}

# commands_of_help: the commands of mdmcert.
commands_of_help ()
{
  "$MDMCERT" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'
}

# forms_of_page SECTION FILE: how the list of a section writes the forms of its
# items: everything but what a user puts in the place of .Ar, as NAME:KEYS.
forms_of_page ()
{
  awk -v section="$1" '
    /^\.Sh / { inside = substr ($0, 5) == section }
    inside && /^\.It Cm / && !/^\.It Cm [a-z-]* *$/ {
      gsub (/\\&/, "")
      sub (/^\.It Cm /, "")
      gsub (/ (Ns|Op)/, "")
      gsub (/ Ar [A-Z]*FILE/, "FILE")
      gsub (/ Ar SPEC/, "SPEC")
      gsub (/ Ar [^ ,]*( j)?( k)?/, "")
      gsub (/ Cm|\.\.|[ |]/, "")
      sub (/,+$/, "")
      print
      next
    }
    inside && /^\.It Cm [a-z-]* *$/ { print $3 }' "$2" | sort
}

# words: the words on standard input, one a line, sorted.
words () { tr -s ' \n' '\n\n' | sed '/^$/d' | sort; }

# forms NAME FILE: the value of a variable of a completion.
forms ()
{
  awk -v begin="_mdmcert_$1='" '
    index ($0, begin) == 1 { inside = 1; $0 = substr ($0, length (begin) + 1) }
    inside {
      end = sub (/\047$/, "")
      print
    }
    end { exit }' "$2" | words
}

# What stands in the completions is what the pages have.
for file in mdmcert.bash _mdmcert; do
  forms laws "$completions/$file" >got
  forms_of_page FAMILIES "$man/mdmcert-law.5" >want
  tap_true "$file has families" test -s got
  tap_same "$file has the families of mdmcert-law.5 and their keys" want got
  forms schedules "$completions/$file" >got
  forms_of_page SCHEDULES "$man/mdmcert-schedule.1" >want
  tap_same "$file has the schedules of mdmcert-schedule.1 and their keys" \
    want got
  forms predictors "$completions/$file" >got
  forms_of_page DESCRIPTION "$man/mdmcert-predictor.5" >want
  tap_same "$file has the predictors of mdmcert-predictor.5" want got
done

# And these are known to the program: what it does not know it opens as a file
# or calls by that name.
forms laws "$completions/mdmcert.bash" | while read -r form; do
  tap_try info "--law=${form%%:*}:"
  grep -q 'No such file' "$stderr" && echo "$form"
done >strange
tap_true 'every family is one of the program' test ! -s strange

if ! command -v bash >/dev/null; then
  tap_skip 'completion in bash' 'bash was not found'
else
  # complete LINE: what bash would offer at its end, one a line, as it would be
  # put into the line.
  cat >complete <<'END'
. "$1"
COMP_LINE=$3
COMP_POINT=${#3}
COMPREPLY=()
_mdmcert "$2"
test -z "${COMPREPLY-}" || printf '%s\n' "${COMPREPLY[@]}"
END
  complete ()
  {
    bash complete "$completions/mdmcert.bash" "$MDMCERT" "$1" 2>&1
  }

  # offers NAME LINE [WORD..]: are the words offered, these and no others?
  offers ()
  {
    offers_name=$1 offers_line=$2
    shift 2
    echo "$*" | words >want
    complete "$offers_line" | sort >got
    tap_same "bash: $offers_name" want got
  }

  tap_true 'bash reads the completion' bash -n "$completions/mdmcert.bash"
  commands_of_help >commands
  tap_true 'there are commands' test -s commands
  offers 'the commands' 'mdmcert ' $(cat commands) help --help --version
  offers 'the commands of help' 'mdmcert help ' $(cat commands)
  while read -r command; do
    "$MDMCERT" "$command" --help | options_of_help >options
    tap_true "$command has options" test -s options
    offers "the options of $command" "mdmcert $command -" $(cat options)
    # The words of an option.
    for option in format unit progress; do
      grep -qx -e "--$option=" options || continue
      "$MDMCERT" "$command" --help \
        | sed -n "s/^  --$option=\([a-z|]*\).*/\1/p" | tr '|' ' ' >values
      tap_true "$command --$option has words" test -s values
      offers "$command --$option" "mdmcert $command --$option=" $(cat values)
    done
  done <commands
  for word in $(complete 'mdmcert plot --format='); do
    tap_true "plot --format=$word is taken" "$MDMCERT" plot rays --length=2 \
      --claim='tc >= 0' "--format=$word"
  done
  for word in $(complete 'mdmcert claims --format='); do
    tap_true "--format=$word is taken" "$MDMCERT" claims "--format=$word"
  done
  "$MDMCHECK" --help | options_of_help >want
  bash complete "$completions/mdmcert.bash" "$MDMCHECK" 'mdmcheck -' | sort >got
  tap_same 'bash: the options of mdmcheck' want got

  "$MDMCERT" claims --format=tsv | sed '1d;s/	.*//' >claims
  tap_true 'there are claims' test -s claims
  offers claims 'mdmcert claims ' $(cat claims)
  "$MDMCERT" plot --help | sed -n '/kinds are:$/,/^$/s/^  \([a-z]*\) .*/\1/p' \
    >kinds
  tap_true 'there are kinds of figures' test -s kinds
  offers 'kinds of figures' 'mdmcert plot ' $(cat kinds)
  offers 'certify --claim=' 'mdmcert certify --claim=' $(cat claims)
  offers 'prove --claim' 'mdmcert prove --claim ' $(cat claims)

  # Laws, schedules and predictors; files.
  mkdir files
  : >files/random.law
  heads () { forms "$1" "$completions/mdmcert.bash" | sed 's/:.*/:/'; }
  complete 'mdmcert info --law=' | grep ':$' >got
  heads laws >want
  sort -o got got
  tap_same 'bash: families' want got
  offers 'families and files that begin so' 'mdmcert info --law=f' files/
  offers 'families that begin so' 'mdmcert info --law=r' random: \
    reed-solomon: repetition:
  offers keys 'mdmcert info --law=random:' V= L= den= seed=
  offers 'keys that are left' 'mdmcert info --law=random:V=2,' \
    2,L= 2,den= 2,seed=
  offers 'a file' 'mdmcert info --law=files/' files/random.law
  offers 'a file in a family' 'mdmcert info --law=hmm:files/' files/random.law
  offers 'a file of a key' 'mdmcert info --law=code:q=3,G=files/' \
    files/random.law
  offers 'keys after a file' 'mdmcert info --law=hmm:files/random.law,' \
    files/random.law,L=
  offers 'the file of -o' 'mdmcert info -o files/' files/random.law
  offers schedules 'mdmcert certify --schedule=' $(heads schedules)
  offers 'the schedules of prove' 'mdmcert prove --schedule=w' weights: worst:
  offers predictors 'mdmcert law --predictor=' $(heads predictors)
  offers 'the law of a predictor' 'mdmcert law --predictor=law:par' parity:
  offers 'nothing for a number' 'mdmcert law --digits='
  offers 'nothing for what is no option' 'mdmcert law --law=x --nn'
fi

if ! command -v zsh >/dev/null; then
  tap_skip 'completion in zsh' 'zsh was not found'
else
  # What the completion hands to _arguments, without meanings and values.
  cat >arguments <<'END'
_arguments () {
  local spec
  for spec; do
    spec=${spec#\(*\)}
    [[ $spec == (\*|)-*\[* ]] && print -r -- ${${${spec%%\[*}#\*}%+}
  done
}
service=$3 words=(${=4} -) CURRENT=$(($# > 3 ? ${#words} : 2))
words[1]=$2
. $1
END
  tap_true 'zsh reads the completion' zsh -n "$completions/_mdmcert"
  commands_of_help >commands
  while read -r command; do
    "$MDMCERT" "$command" --help | options_of_help >want
    zsh -f arguments "$completions/_mdmcert" "$MDMCERT" mdmcert \
      "mdmcert $command" 2>&1 | sort >got
    tap_same "zsh: the options of $command" want got
  done <commands
  "$MDMCHECK" --help | options_of_help >want
  zsh -f arguments "$completions/_mdmcert" "$MDMCHECK" mdmcheck mdmcheck 2>&1 \
    | sort >got
  tap_same 'zsh: the options of mdmcheck' want got
fi

tap_done
