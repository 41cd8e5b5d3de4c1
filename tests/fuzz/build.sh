# Build tests/fuzz/fuzz and tests/fuzz/fuzz-check with a compiler that has
# libFuzzer: build.sh SOURCE.., those of the library, called by `make fuzz',
# which sets srcdir, FUZZ_CC, FUZZ_CPPFLAGS, FUZZ_LIBS and check_sources.
set -eu

objects=tests/fuzz/objects
mkdir -p $objects
echo 'int LLVMFuzzerTestOneInput (void) { return 0; }' >$objects/probe.c
if ! $FUZZ_CC -fsanitize=fuzzer $objects/probe.c -o $objects/probe 2>/dev/null
then
  echo "make fuzz: $FUZZ_CC cannot compile with -fsanitize=fuzzer." >&2
  echo "make fuzz: on Debian: apt-get install clang libclang-rt-14-dev;" >&2
  echo "make fuzz: FUZZ_CC=COMPILER names another compiler." >&2
  exit 1
fi

export flags="-std=gnu17 -O1 -g -fno-omit-frame-pointer -Wno-unknown-pragmas
  -DMDM_EVALUATE_STEPS_MAX=10000 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
export objects srcdir FUZZ_CC FUZZ_CPPFLAGS

# The parser and scanner are there as C, here or in the source tree.
for file; do
  case $file in
    *.[yl]) file=${file%.*}.c ;;
    *.c) ;;
    *) continue ;;
  esac
  test -f "$file" || file=$srcdir/$file
  echo "$file"
done >$objects/sources
for file in readers fuzz; do
  echo "$srcdir/tests/fuzz/$file.c"
done >>$objects/sources

# To objects named after their paths, but not again if nothing has changed.
xargs -n 1 -P "$(nproc 2>/dev/null || echo 1)" sh -c '
  object=$objects/$(echo "$0" | tr / _).o
  test "$object" -nt "$0" \
    && test -z "$(find "$srcdir/src" -name "*.h" -newer "$object")" && exit 0
  $FUZZ_CC $flags $FUZZ_CPPFLAGS -c "$0" -o "$object" || exit 255
' <$objects/sources
$FUZZ_CC $flags -fsanitize=fuzzer \
  $(tr / _ <$objects/sources | sed "s|.*|$objects/&.o|") $FUZZ_LIBS \
  -o tests/fuzz/fuzz

set --
for file in $check_sources; do
  case $file in
    *.c) set -- "$@" "$srcdir/$file" ;;
  esac
done
$FUZZ_CC $flags $FUZZ_CPPFLAGS -fsanitize=fuzzer -Dmain=check_main \
  -D_Exit=check_exit "$@" "$srcdir/tests/fuzz/check.c" $FUZZ_LIBS \
  -o tests/fuzz/fuzz-check
