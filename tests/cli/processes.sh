# Unmasking processes that are random in what they draw, and the paired-copy
# law of Feng et al. on them.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
paired=paired-copy:V=3,L=4

# A pair agrees with probability 1 - (1 - 1/3)/2 = 2/3: SER = 1 - 4/9.
case_out <<'END'
tv                  5/9
ser                 5/9
0000	1/9	4/81
0001	0	1/108
END
case_sh 0 'two steps at random' '
"$MDMCERT" law --law=paired-copy:V=3,L=4 --schedule=iid-uniform:2 | grep "^[ts][ve][ r] "
"$MDMCERT" law --law=paired-copy:V=3,L=4 --schedule=iid-uniform:2 --format=tsv |
  grep "^000[01]"'
case_run 0 'its closed forms' certify --law=$paired --schedule=iid-uniform:2 \
  --claim='ser = 5/9' --claim='tv = 5/9' --claim='log_ter_gap = -1/2*log(2/3)' \
  --claim='tv_mean = ser' --claim=paired-copy-ser --claim=paired-copy-gap -q

# The same law from a file, where everything is enumerated.
"$MDMCERT" law --law=$paired --format=tsv |
  awk -F '\t' '/^[0-2]+\t/ { print 1, $1 }' >pairs
printf '1/3 2,2\n# a comment\n\n2/3 1,3\n0 4\n' >sizes
for schedule in iid-uniform:2 iid:1/2,0,1/3,1/6 alpha:1/2,1/4,0 \
  alpha-linear:3 alpha-cosine:2 ar 2,2 1,3 4 0,3,0,1 mixed:sizes \
  'blocks:0 1|2 3' 'blocks:0 2|1 3' 'blocks:3|0 1 2'; do
  for law in $paired pairs; do
    tap_try certify --law=$law --schedule="$schedule" --format=json \
      --claim='ekl = ekl_definition' --claim='tv_mean = tv'
    sed -n '/"ekl"/,/"perplexity"/p' "$stdout" >"$law.errors"
    test "$status" -eq 0 || echo "status $status" >>"$law.errors"
  done
  tap_true "closed forms and enumeration agree: $schedule" \
    cmp $paired.errors pairs.errors
done

# At a length that no list has.
case_out <<'END'
method              closed form
ekl        5.54517744448  8*log(2)
kl_mixed   1.93217635165  256*log(2) - 32*log(241)
paired-copy-ser   0.855167351538   =          0.855167351538   1                   equality
paired-copy-gap   0.0301902554945  =          0.0301902554945  1                   equality
END
case_sh 0 'paired copies of length 64 by closed form' '
"$MDMCERT" certify --law=paired-copy:V=16,L=64 --schedule=iid-uniform:16 |
  grep -E "^(method|ekl|kl_mixed|paired-)"'

# Shapes in JSON.
json ()
{
  case_out
  case_sh 0 "JSON of $1" "\"\$MDMCERT\" certify --law=$paired --schedule=$1 \
    --claim='ekl >= 0' --format=json | tr -d '\n ' |
    sed 's/.*\"schedule\"/\"schedule\"/; s/,\"method\".*/\n/'"
}
json iid:1/2,0,0.5 <<'END'
"schedule":["1/2","0","1/2"],"smax":null,"steps":3
END
json mixed:sizes <<'END'
"schedule":[{"weight":"1/3","sizes":[2,2]},{"weight":"2/3","sizes":[1,3]}],"smax":null,"steps":2
END
printf '1/2 4\n1/2 1,3\n' >steps
json mixed:steps <<'END'
"schedule":[{"weight":"1/2","sizes":[4]},{"weight":"1/2","sizes":[1,3]}],"smax":null,"steps":null
END
printf '1 3,1\n' >one
json mixed:one <<'END'
"schedule":[3,1],"smax":3,"steps":2
END

# Claims about sizes do not apply, those about processes do.
for claim in li-cai-1 sharp-upper curve-identity li-cai-2-upper fast-dllm-kl \
  sharp-lower-some austin chen-tc 's(1) = 2' 'N(0) = 0' 'smin = 1'; do
  case_run 3 "not of independent times: $claim" certify --law=$paired \
    --schedule=iid:1/2,1/2 --claim="$claim" -q
done
for claim in weights-identity mixing gamma-identity wainwright-1 \
  bernoulli-grid pinsker ser-tv decoupling 'iid = 1' 'pi(1) = 1/2' \
  'Pi(2) = 1' 'Pi(0) = 0' 'a(0)+a(1)+a(2)+a(3) = L' 'T = 2'; do
  case_run 0 "of independent times: $claim" certify --law=$paired \
    --schedule=iid:1/2,1/2 --claim="$claim" -q
done
case_run 3 'nor pi(t) of sizes' certify --law=$paired --schedule=2,2 \
  --claim='pi(1) = 1/2' -q
case_run 3 'T that is random' certify --law=$paired --schedule=mixed:steps \
  --claim='T = 2' -q
case_run 0 'iid of sizes' certify --law=$paired --schedule=2,2 \
  --claim='iid = 0' -q

# Proofs.
for claim in bernoulli-grid gamma-identity wainwright-1 weights-identity; do
  case_run 0 "proved: $claim" prove --length=5 --schedule=iid-uniform:4 \
    --claim=$claim -q
done
case_out <<'END'
refuted on    ray 1, the law repetition:V=2,L=3
and schedule  1/2,1/2
see           mdmcert certify --law=repetition:V=2,L=3 --schedule=iid:1/2,1/2 --claim='ekl <= tc/9'
END
case_sh 0 'a refutation' '
"$MDMCERT" prove --length=3 --schedule=iid:1/2,1/2 --claim="ekl <= tc/9" |
  grep -E "^(refuted on|and schedule|see)"'

bad ()
{
  for command in law certify schedule; do
    echo "mdmcert: $2" | case_err
    case_run 2 "refused: $command --schedule=$1" $command --law=$paired \
      --schedule="$1"
  done
}
defect='the step probabilities sum to'
bad iid:1/2,1/3 \
  "--schedule=iid:1/2,1/3: $defect 5/6, 1/6 less than 1"
bad iid:1/2,2/3 \
  "--schedule=iid:1/2,2/3: $defect 7/6, 1/6 more than 1"
bad iid:2,-1 '--schedule=iid:2,-1: the probability of step 2 is negative'
bad iid: "--schedule=iid:: a number is expected, such as 3, 1/3, 0.25 \
or 9.5e-05, not ''"
bad iid:1/0,1 "--schedule=iid:1/0,1: the denominator is zero, not '1/0'"
bad iid-uniform:0 \
  '--schedule=iid-uniform:0: the number of steps must be between 1 and 10000000'
bad alpha:1/2 "--schedule=alpha:1/2: after the last step no fraction may stay \
masked, and the last one must be 0"
bad alpha:1/2,2/3,0 \
  '--schedule=alpha:1/2,2/3,0: the masked fraction rises at step 2'
bad alpha:3/2,0 \
  '--schedule=alpha:3/2,0: the masked fraction rises at step 1, from the 1 before it'
bad mixed: '--schedule=mixed:: the name of a file is missing'
bad mixed:nosuch 'nosuch: cannot open: No such file or directory'
printf '1/2 2,2\n1/3 4\n' >less
bad mixed:less 'less: the weights sum to 5/6, 1/6 less than 1'
printf '1 2,1\n' >short
bad mixed:short 'short:1:3: the sizes sum to 3, not to the length 4'
printf '\n1\n' >none
bad mixed:none 'none:2:2: the sizes are missing after the weight'
printf -- '-1 4\n2 4\n' >negative
bad mixed:negative 'negative:1:1: a weight is never negative'
printf '1 4 4\n' >more
bad mixed:more 'more:1:5: there is more after the sizes, which hold no blanks'
printf '1 2,x\n' >letter
bad mixed:letter "letter:1:5: a whole number is expected, not 'x'"

# Limits: estimated, never begun.
case_sh 3 'a million steps are too many to follow' '
"$MDMCERT" certify --law=random:V=2,L=8,den=3,seed=1 \
  --schedule=iid-uniform:1000000 --claim="kl_mixed >= 0" -q'
case_sh 3 'nor can they be weighed' '
"$MDMCERT" certify --law=repetition:V=2,L=10000 \
  --schedule=iid-uniform:1000000 -q 2>/dev/null'
tap_done
