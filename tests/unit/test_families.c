/* test_families.c - what --law=SPEC means, and the families behind it.  */
#include <config.h>

#include "unit.h"

#include "law/families.h"
#include "law/galois.h"
#include "law/reed_solomon.h"
#include "law/spec.h"
#include "law_text.h"

#include <unistd.h>

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* Files that the SPECs below name stand in a directory made for each
   test.  */
static char directory[] = "/tmp/mdm-spec-XXXXXX";

static const struct
{
  const char *name;
  const char *text;
} files[] = {
  { "law", "3 001\n1 010\n" },
  { "uniform", "1 a\n" },
  { "odd:name", "1 b\n" },
  { "bad", "1 a\nx b\n" },
  { "tetra", "# the tetracode\n1 1 1 0\r\n\n  0\t1 -1 1  \n" },
  { "copies", "1 1\n-2 4\n0 0" },
  { "zero", "0 3 -3\n" },
  { "steps", "0 1 2\n0 2 5\n" },
  { "big", "100000000000000000000000000000000000000 1\n" },
  { "ragged", "1 2\n1 2 3\n" },
  { "letters", "1 2\n1 x\n" },
  { "glued", "1 2x\n" },
  { "minus", "1 -\n" },
  { "half", "1/2 1\n" },
  { "cr", "1 2\r3\n" },
  { "none", "# nothing\n\n" },
  { "text", "Abracadabra, abracadabra!\n" },
};

static void
enter (void)
{
  ck_assert_ptr_nonnull (mkdtemp (directory));
  ck_assert_int_eq (chdir (directory), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    {
      FILE *file = fopen (files[i].name, "w");
      fputs (files[i].text, file);
      fclose (file);
    }
}

static void
leave (void)
{
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    unlink (files[i].name);
  ck_assert_int_eq (chdir ("/"), 0);
  rmdir (directory);
  memcpy (directory + sizeof directory - 7, "XXXXXX", 6);
}

/* SPECs that are laws.  */

static const struct
{
  const char *spec;
  const char *law; /* listed */
} good[] = {
  { "law", "V=2 L=3 total=4 001*3 010*1" },
  { "./law", "V=2 L=3 total=4 001*3 010*1" },
  { "uniform", "V=1 L=1 total=1 a*1" },
  { "odd:name", "V=1 L=1 total=1 b*1" },
  { "./odd:name", "V=1 L=1 total=1 b*1" },
  { "uniform:V=2,L=2", "V=2 L=2 total=4 00*1 01*1 10*1 11*1" },
  { "uniform:L=1,V=3", "V=3 L=1 total=3 0*1 1*1 2*1" },
  { "uniform:V=1,L=3", "V=1 L=3 total=1 000*1" },
  { "uniform:V=11,L=1",
    "V=11 L=1 total=11 0*1 1*1 2*1 3*1 4*1 5*1 6*1 7*1 8*1 9*1 10*1" },
  { "repetition:V=3,L=4", "V=3 L=4 total=3 0000*1 1111*1 2222*1" },
  { "repetition:V=2,L=1", "V=2 L=1 total=2 0*1 1*1" },
  { "repetition:V=11,L=2",
    "V=11 L=2 total=11 0 0*1 1 1*1 2 2*1 3 3*1 4 4*1 5 5*1 6 6*1 7 7*1 "
    "8 8*1 9 9*1 10 10*1" },
  { "parity:V=2,L=3", "V=2 L=3 total=4 000*1 011*1 101*1 110*1" },
  { "parity:V=4,L=2", "V=4 L=2 total=4 00*1 13*1 22*1 31*1" },
  { "parity:V=5,L=1", "V=5 L=1 total=1 0*1" },
  { "parity:V=1,L=2", "V=1 L=2 total=1 00*1" },
  /* a + b j, j = 0, 1, 2, mod 3.  */
  { "mds:q=3,L=3,k=2",
    "V=3 L=3 total=9 000*1 012*1 021*1 102*1 111*1 120*1 201*1 210*1 "
    "222*1" },
  { "mds:q=3,L=2,k=1", "V=3 L=2 total=3 00*1 11*1 22*1" },
  { "mds:q=2,L=2,k=2", "V=2 L=2 total=4 00*1 01*1 10*1 11*1" },
  { "mds:k=1,q=2,L=1", "V=2 L=1 total=2 0*1 1*1" },
  /* a + b t at t = 0, 1, x, x + 1, then b, x^2 = x + 1.  */
  { "reed-solomon:q=4,L=5,k=2",
    "V=4 L=5 total=16 00000*1 01231*1 02312*1 03123*1 10321*1 11110*1 "
    "12033*1 13202*1 20132*1 21303*1 22220*1 23011*1 30213*1 31022*1 "
    "32101*1 33330*1" },
  { "reed-solomon:q=2,L=3,k=3",
    "V=2 L=3 total=8 000*1 001*1 010*1 011*1 100*1 101*1 110*1 111*1" },
  { "reed-solomon:k=1,q=9,L=2",
    "V=9 L=2 total=9 00*1 11*1 22*1 33*1 44*1 55*1 66*1 77*1 88*1" },
  { "span:q=3,rows=1110/0121",
    "V=3 L=4 total=9 0000*1 0121*1 0212*1 1022*1 1110*1 1201*1 2011*1 "
    "2102*1 2220*1" },
  { "span:rows=12/24/00,q=5", "V=5 L=2 total=5 00*1 12*1 24*1 31*1 43*1" },
  { "code:q=3,G=tetra",
    "V=3 L=4 total=9 0000*1 0121*1 0212*1 1022*1 1110*1 1201*1 2011*1 "
    "2102*1 2220*1" },
  { "code:G=tetra,q=2", "V=2 L=4 total=4 0000*1 0111*1 1001*1 1110*1" },
  { "code:q=3,G=copies", "V=3 L=2 total=3 00*1 11*1 22*1" },
  { "code:q=5,G=copies",
    "V=5 L=2 total=25 00*1 01*1 02*1 03*1 04*1 10*1 11*1 12*1 13*1 14*1 "
    "20*1 21*1 22*1 23*1 24*1 30*1 31*1 32*1 33*1 34*1 40*1 41*1 42*1 "
    "43*1 44*1" },
  { "code:q=3,G=zero", "V=3 L=3 total=1 000*1" },
  { "code:q=2,G=steps", "V=2 L=3 total=4 000*1 001*1 010*1 011*1" },
  { "code:q=7,G=big", /* 10^38 = 3^38 = 3^2 = 2 mod 7 */
    "V=7 L=2 total=7 00*1 14*1 21*1 35*1 42*1 56*1 63*1" },
  { "permutation:n=1", "V=1 L=1 total=1 0*1" },
  { "permutation:n=3", "V=3 L=3 total=6 012*1 021*1 102*1 120*1 201*1 210*1" },
  { "balanced-bits:L=4",
    "V=2 L=4 total=6 0011*1 0101*1 0110*1 1001*1 1010*1 1100*1" },
  { "one-hot:blocks=2,size=2", "V=2 L=4 total=4 0101*1 0110*1 1001*1 1010*1" },
  { "one-hot:blocks=1,size=3", "V=2 L=3 total=3 001*1 010*1 100*1" },
  { "one-hot:blocks=3,size=1", "V=2 L=3 total=1 111*1" },
  { "paired-copy:V=2,L=4", "V=2 L=4 total=4 0000*1 0011*1 1100*1 1111*1" },
  { "paired-copy:V=1,L=2", "V=1 L=2 total=1 00*1" },
  { "walk:L=1", "V=2 L=1 total=2 0*1 1*1" },
  { "walk:L=3", "V=4 L=3 total=8 000*1 001*1 011*1 012*1 111*1 112*1 122*1 "
                "123*1" },
  { "markov:flip=1/4,L=3",
    "V=2 L=3 total=32 000*9 001*3 010*1 011*3 100*3 101*1 110*3 111*9" },
  { "markov:flip=0.5,L=2", "V=2 L=2 total=4 00*1 01*1 10*1 11*1" },
  { "markov:flip=0,L=3", "V=2 L=3 total=2 000*1 111*1" },
  { "markov:flip=1,L=3", "V=2 L=3 total=2 010*1 101*1" },
  { "markov:flip=1/3,L=1", "V=2 L=1 total=2 0*1 1*1" },
  { "noisy-repetition:flip=1/4,L=2", "V=2 L=2 total=16 00*5 01*3 10*3 11*5" },
  { "noisy-repetition:flip=1/3,L=3",
    "V=2 L=3 total=18 000*3 001*2 010*2 011*2 100*2 101*2 110*2 111*3" },
  { "noisy-repetition:flip=0,L=2", "V=2 L=2 total=2 00*1 11*1" },
  { "noisy-repetition:flip=1,L=2", "V=2 L=2 total=2 00*1 11*1" },
  { "noisy-repetition:flip=2/5,L=1", "V=2 L=1 total=2 0*1 1*1" },
  /* SplitMix64(0) = e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f,
     f88bb8a8724c81ec, .. ; low bits 1 0 1 0, last digits 7 6 7 2.  */
  { "random:V=2,L=2,den=1,seed=0", "V=2 L=2 total=2 00*1 10*1" },
  { "random:V=2,L=2,den=18446744073709551615,seed=0",
    "V=2 L=2 total=42651723335105051358 00*16294208416658607535 "
    "01*7960286522194355700 10*487617019471545679 11*17909611376780542444" },
};

START_TEST (opens)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;
  fmpz_t before;

  fmpz_init (before);
  mdm_law_init (law);
  status = mdm_law_open (law, good[_i].spec, &limit, &err);
  ck_assert_msg (status == MDM_OK, "%s: %s", err.where, err.message);
  mdm_law_support (before, law);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
  ck_assert (fmpz_equal_ui (before, law->support));
  check_law (law, good[_i].law);
  ck_assert_str_eq (law->name, good[_i].spec);
  mdm_law_clear (law);
  fmpz_clear (before);
}
END_TEST

/* SPECs that are none; WHERE is NULL for the option itself.  */

static const struct
{
  const char *spec;
  mdm_status status;
  const char *where;
  size_t line, column;
  const char *message;
} bad[] = {
  { "", MDM_EPARSE, NULL, 0, 0, "a family, a file or -" },
  { "absent", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "./absent:x", MDM_EIO, "./absent:x", 0, 0, "cannot open" },
  { "unifrom:V=2,L=2", MDM_EIO, NULL, 0, 0, "no family 'unifrom'" },
  { "n-gram:law,L=2", MDM_EIO, NULL, 0, 0, "no family 'n-gram'" },
  { "bad", MDM_EPARSE, "bad", 2, 1, "bad weight" },
  /* Keys.  */
  { "uniform:", MDM_EPARSE, NULL, 0, 0,
    "a key is missing: 'V'; uniform:V=,L= is expected" },
  { "uniform:V=2", MDM_EPARSE, NULL, 0, 0, "a key is missing: 'L'" },
  { "uniform:V=2,L=3,V=2", MDM_EPARSE, NULL, 0, 0, "a key given twice: 'V'" },
  { "uniform:V=2,L=3,W=2", MDM_EPARSE, NULL, 0, 0, "unknown key in 'W=2'" },
  { "uniform:v=2,L=3", MDM_EPARSE, NULL, 0, 0, "unknown key in 'v=2'" },
  { "uniform:V=2,L=3,", MDM_EPARSE, NULL, 0, 0,
    "nothing after the comma of 'L=3,'" },
  { "uniform:V=2,,L=3", MDM_EPARSE, NULL, 0, 0, "unknown key in ''" },
  { "uniform:V,L=3", MDM_EPARSE, NULL, 0, 0, "unknown key in 'V'" },
  { "uniform:2,3", MDM_EPARSE, NULL, 0, 0, "unknown key in '2'" },
  { "code:q=3", MDM_EPARSE, NULL, 0, 0, "missing: 'G'; code:q=,G=FILE" },
  { "code:G=tetra", MDM_EPARSE, NULL, 0, 0, "missing: 'q'" },
  { "code:q=3,G=", MDM_EPARSE, NULL, 0, 0, "no file name" },
  { "code:q=3,G=tetra,q=3", MDM_EPARSE, NULL, 0, 0, "given twice: 'q'" },
  { "code:G=tetra,q=3,q=3", MDM_EIO, "tetra,q=3", 0, 0, "cannot open" },
  { "code:q=3,q=3,G=tetra", MDM_EPARSE, NULL, 0, 0, "given twice: 'q'" },
  { "code:r=3,G=tetra", MDM_EPARSE, NULL, 0, 0, "unknown key in 'r=3'" },
  { "text:", MDM_EPARSE, NULL, 0, 0, "no file name in ''" },
  { "text:text", MDM_EPARSE, NULL, 0, 0, "a key is missing: 'L'" },
  { "text:,L=1,classes=a:a", MDM_EPARSE, NULL, 0, 0,
    "no file name in ',L=1,classes=a:a'; text:FILE,L=,classes= is expected" },
  { "text:text,L=1", MDM_EPARSE, NULL, 0, 0, "missing: 'classes'" },
  { "text:text,classes=a:a", MDM_EPARSE, NULL, 0, 0, "missing: 'L'" },
  { "text:text,x=1,L=1,classes=a:a", MDM_EIO, "text,x=1", 0, 0,
    "cannot open" },
  /* Numbers.  */
  { "uniform:V=,L=3", MDM_EPARSE, NULL, 0, 0,
    "V: a whole number is expected" },
  { "uniform:V=2,L=1/2", MDM_EPARSE, NULL, 0, 0, "L: a whole number" },
  { "uniform:V=-2,L=2", MDM_EPARSE, NULL, 0, 0, "V: a whole number" },
  { "uniform:V= 2,L=2", MDM_EPARSE, NULL, 0, 0, "V: a whole number" },
  { "uniform:V=0,L=2", MDM_EDOMAIN, NULL, 0, 0, "at least one token" },
  { "repetition:V=2,L=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "parity:V=2,L=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "uniform:V=9223372036854775808,L=1", MDM_ELIMIT, NULL, 0, 0, "2^63 - 1" },
  { "uniform:V=18446744073709551616,L=1", MDM_ELIMIT, NULL, 0, 0,
    "V: '18446744073709551616' is more than" },
  { "uniform:V=2,L=1000001", MDM_ELIMIT, NULL, 0, 0, "limit of 1000000" },
  { "mds:q=4,L=3,k=1", MDM_EDOMAIN, NULL, 0, 0, "q is a prime" },
  { "mds:q=1,L=1,k=1", MDM_EDOMAIN, NULL, 0, 0, "q is a prime" },
  { "mds:q=3,L=4,k=1", MDM_EDOMAIN, NULL, 0, 0, "3 < 4" },
  { "mds:q=3,L=3,k=0", MDM_EDOMAIN, NULL, 0, 0, "k is from 1 to L = 3" },
  { "mds:q=3,L=3,k=4", MDM_EDOMAIN, NULL, 0, 0, "k is from 1 to L = 3" },
  { "permutation:n=0", MDM_EDOMAIN, NULL, 0, 0, "at least one token" },
  { "paired-copy:V=2,L=3", MDM_EDOMAIN, NULL, 0, 0, "L is even" },
  { "walk:L=0", MDM_EDOMAIN, NULL, 0, 0, "a length of at least 1" },
  { "walk:L=x", MDM_EPARSE, NULL, 0, 0, "L: a whole number" },
  { "walk:V=2,L=1", MDM_EPARSE, NULL, 0, 0, "walk:L= is expected" },
  { "markov:flip=3/2,L=2", MDM_EDOMAIN, NULL, 0, 0, "from 0 to 1" },
  { "markov:flip=-1/2,L=2", MDM_EDOMAIN, NULL, 0, 0, "from 0 to 1" },
  { "markov:flip=1/0,L=2", MDM_EDOMAIN, NULL, 0, 0, "flip: the denominator" },
  { "markov:flip=e-1,L=2", MDM_EPARSE, NULL, 0, 0, "flip: a number" },
  { "noisy-repetition:flip=1.5,L=2", MDM_EDOMAIN, NULL, 0, 0, "flip" },
  { "random:V=2,L=2,den=0,seed=1", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "random:V=2,L=2,den=1,seed=18446744073709551616", MDM_EDOMAIN, NULL, 0, 0,
    "seed: '18446744073709551616' is more than" },
  /* Too many rows.  */
  { "random:V=2,L=60,den=1,seed=1", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "random:V=70000,L=1,den=1,seed=1", MDM_ELIMIT, NULL, 0, 0, "65536" },
  { "markov:flip=1/3,L=1000000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "noisy-repetition:flip=1/3,L=100000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "permutation:n=20000", MDM_ELIMIT, NULL, 0, 0, "10^18 bytes" },
  { "walk:L=40000", MDM_ELIMIT, NULL, 0, 0, "10^18 bytes" },
  { "balanced-bits:L=60000", MDM_ELIMIT, NULL, 0, 0, "10^18 bytes" },
  { "one-hot:blocks=0,size=3", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "one-hot:blocks=3,size=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "balanced-bits:L=5", MDM_EDOMAIN, NULL, 0, 0,
    "L is even, which 5 is not" },
  { "balanced-bits:L=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "walk:L=65536", MDM_ELIMIT, NULL, 0, 0, "V is 65537" },
  { "walk:L=18446744073709551615", MDM_ELIMIT, NULL, 0, 0, "2^63 - 1" },
  { "permutation:n=1000000", MDM_ELIMIT, NULL, 0, 0, "65536" },
  /* Codes.  */
  { "reed-solomon:q=6,L=3,k=2", MDM_EDOMAIN, NULL, 0, 0,
    "q is a prime power, which 6 is not" },
  { "reed-solomon:q=1,L=1,k=1", MDM_EDOMAIN, NULL, 0, 0, "a prime power" },
  { "reed-solomon:q=3,L=5,k=3", MDM_EDOMAIN, NULL, 0, 0,
    "L is at most 4 for these q and k, not 5" },
  { "reed-solomon:q=2,L=4,k=1", MDM_EDOMAIN, NULL, 0, 0, "at most 3" },
  { "reed-solomon:q=4,L=6,k=2", MDM_EDOMAIN, NULL, 0, 0, "at most 5" },
  { "reed-solomon:q=4,L=6,k=4", MDM_EDOMAIN, NULL, 0, 0, "at most 5" },
  { "reed-solomon:q=4,L=7,k=3", MDM_EDOMAIN, NULL, 0, 0, "at most 6" },
  { "reed-solomon:q=4,L=4,k=0", MDM_EDOMAIN, NULL, 0, 0, "from 1 to L = 4" },
  { "reed-solomon:q=4,L=4,k=5", MDM_EDOMAIN, NULL, 0, 0, "from 1 to L = 4" },
  { "span:q=4,rows=12", MDM_EDOMAIN, NULL, 0, 0, "2, 3, 5 or 7, not 4" },
  { "span:q=3,rows=", MDM_EDOMAIN, NULL, 0, 0, "an empty row" },
  { "span:q=3,rows=12/", MDM_EDOMAIN, NULL, 0, 0, "an empty row" },
  { "span:q=3,rows=12/120", MDM_EDOMAIN, NULL, 0, 0,
    "row 2 has length 3, the first has 2" },
  { "span:q=3,rows=13", MDM_EPARSE, NULL, 0, 0, "'13' is not of digits" },
  { "span:q=3,rows=1 2", MDM_EPARSE, NULL, 0, 0, "'1 2' is not of digits" },
  { "code:q=6,G=tetra", MDM_EDOMAIN, NULL, 0, 0, "q is a prime" },
  { "code:q=65537,G=tetra", MDM_ELIMIT, NULL, 0, 0, "65536 tokens" },
  { "code:q=3,G=absent", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "code:q=3,G=ragged", MDM_EDOMAIN, "ragged", 2, 1, "length 3" },
  { "code:q=3,G=letters", MDM_EPARSE, "letters", 2, 3, "an integer" },
  { "code:q=3,G=glued", MDM_EPARSE, "glued", 1, 4, "an integer" },
  { "code:q=3,G=minus", MDM_EPARSE, "minus", 1, 4, "an integer" },
  { "code:q=3,G=half", MDM_EPARSE, "half", 1, 2, "an integer" },
  { "code:q=3,G=cr", MDM_EPARSE, "cr", 1, 4, "carriage return" },
  { "code:q=3,G=none", MDM_EDOMAIN, "none", 0, 0, "no row" },
};

START_TEST (refuses)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_open (law, bad[_i].spec, &limit, &err);
  check_failure (status, &err, bad[_i].status,
                 bad[_i].where == NULL ? "" : bad[_i].where, bad[_i].line,
                 bad[_i].column, bad[_i].message);
  ck_assert_int_eq (mdm_law_open (law, bad[_i].spec, &limit, NULL),
                    bad[_i].status);
  ck_assert_str_eq (law->name, "");
  mdm_law_clear (law);
}
END_TEST

/* The stream of random, from the published test vector of seed 1234567.  */

START_TEST (splitmix)
{
  static const uint64_t expected[]
      = { UINT64_C (6457827717110365317), UINT64_C (3203168211198807973),
          UINT64_C (9817491932198370423), UINT64_C (4593380528125082431),
          UINT64_C (16408922859458223821) };
  uint64_t state = 1234567;

  for (size_t i = 0; i < 5; i++)
    ck_assert_uint_eq (mdm_splitmix64 (&state), expected[i]);
}
END_TEST

/* The weights of random are the stream's remainders, those words dropped
   that would favour small ones, and drawn anew while all are 0.  */

START_TEST (random_weights)
{
  static const uint64_t dens[] = { 1,
                                   2,
                                   9,
                                   1000003,
                                   UINT64_C (0x8000000000000000),
                                   UINT64_C (0xc000000000000000),
                                   UINT64_MAX - 1,
                                   UINT64_MAX };
  uint64_t den = dens[_i % 8], seed = (uint64_t) _i / 8, state = seed;
  fmpz_t word, top, m;
  fmpz *weight = _fmpz_vec_init (2);
  char spec[100];
  mdm_law_t law;
  mdm_err_t err;

  mdm_law_init (law);
  fmpz_init (word);
  fmpz_init (top);
  fmpz_init (m);
  snprintf (spec, sizeof spec, "random:V=2,L=1,den=%" PRIu64 ",seed=%" PRIu64,
            den, seed);
  ck_assert_int_eq (mdm_law_open (law, spec, &limit, &err), MDM_OK);
  fmpz_set_ui (m, den);
  fmpz_add_ui (m, m, 1);
  fmpz_one (top);
  fmpz_mul_2exp (top, top, 64);
  fmpz_fdiv_q (top, top, m);
  fmpz_mul (top, top, m);
  do
    for (int i = 0; i < 2; i++)
      {
        do
          fmpz_set_ui (word, mdm_splitmix64 (&state));
        while (fmpz_cmp (word, top) >= 0);
        fmpz_mod (weight + i, word, m);
      }
  while (_fmpz_vec_is_zero (weight, 2));
  _fmpz_vec_sum (m, weight, 2);
  for (uint16_t i = 0; i < 2; i++)
    {
      size_t at = mdm_law_find (law, &i);
      fmpz_mul (word, law->total, weight + i);
      fmpz_zero (top);
      if (at < law->support)
        fmpz_mul (top, m, law->weight + at);
      ck_assert_msg (fmpz_equal (word, top), "den %" PRIu64 " seed %" PRIu64,
                     den, seed);
    }
  fmpz_clear (word);
  fmpz_clear (top);
  fmpz_clear (m);
  _fmpz_vec_clear (weight, 2);
  mdm_law_clear (law);
}
END_TEST

/* Closed forms that nothing could list.  */

START_TEST (huge_closed_forms)
{
  static const char *const specs[]
      = { "uniform:V=9223372036854775807,L=1000000",
          "parity:V=2,L=1000",
          "mds:q=9223372036854775783,L=100,k=50",
          "uniform:V=65536,L=4",
          "repetition:V=65537,L=2",
          "paired-copy:V=16,L=1000" };
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, specs[_i], &limit, &err), MDM_OK);
  ck_assert_int_eq (law->listed, 0);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_ELIMIT);
  ck_assert_int_eq (law->listed, 0);
  ck_assert_ptr_null (law->row);
  mdm_law_clear (law);
}
END_TEST

START_TEST (huge_limits_do_not_wrap)
{
  static const mdm_limit_t all = { .max_cells = UINT64_MAX,
                                   .max_memory = UINT64_MAX,
                                   .engine = MDM_ENGINE_SPARSE };
  static const char *const specs[] = { "random:V=2,L=61,den=1,seed=1",
                                       "random:V=2,L=64,den=1,seed=1",
                                       "permutation:n=21",
                                       "markov:flip=1/3,L=1000000",
                                       "permutation:n=60000",
                                       "code:q=2,G=wide" };
  FILE *file = fopen ("wide", "w");
  mdm_law_t law;
  mdm_err_t err = { 0 };

  for (int i = 0; i < 64; i++)
    for (int j = 0; j < 64; j++)
      fprintf (file, "%d%c", i == j, j == 63 ? '\n' : ' ');
  fclose (file);
  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, specs[_i], &all, &err), MDM_ELIMIT);
  mdm_law_clear (law);
  unlink ("wide");
}
END_TEST

START_TEST (closed_forms_are_cheap_at_any_length)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  fmpz_t support;

  fmpz_init (support);
  mdm_law_init (law);
  ck_assert_int_eq (
      mdm_law_open (law, "repetition:V=2,L=1000000", &limit, &err), MDM_OK);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
  ck_assert_uint_eq (law->support, 2);
  ck_assert_uint_eq (mdm_law_row (law, 1)[999999], 1);
  ck_assert_int_eq (mdm_law_open (law, "uniform:V=1,L=1000000", &limit, &err),
                    MDM_OK);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
  ck_assert_uint_eq (law->support, 1);
  ck_assert_int_eq (mdm_law_open (law, "parity:V=3,L=101", &limit, &err),
                    MDM_OK);
  ck_assert_int_eq (law->kind, MDM_LAW_PARITY);
  ck_assert_uint_eq (law->rank, 100);
  mdm_law_support (support, law);
  ck_assert_uint_eq (fmpz_sizeinbase (support, 3), 101);
  fmpz_clear (support);
  mdm_law_clear (law);
}
END_TEST

/* Any K positions of an MDS code determine the word: every row differs from
   every other in more than L - K places.  */

static void
check_distance (const mdm_law_t law, size_t k)
{
  for (size_t x = 0; x < law->support; x++)
    for (size_t y = 0; y < x; y++)
      {
        size_t differ = 0;
        for (size_t i = 0; i < law->length; i++)
          differ += mdm_law_row (law, x)[i] != mdm_law_row (law, y)[i];
        ck_assert_msg (differ + k > law->length, "%s: rows %zu, %zu",
                       law->name, x, y);
      }
}

static void
open_listed (mdm_law_t law, const char *family, unsigned q, size_t l, size_t k)
{
  char spec[80];
  mdm_err_t err = { 0 };

  snprintf (spec, sizeof spec, "%s:q=%u,L=%zu,k=%zu", family, q, l, k);
  ck_assert_int_eq (mdm_law_open (law, spec, &limit, &err), MDM_OK);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
}

START_TEST (mds_distance)
{
  static const unsigned cases[][3]
      = { { 5, 5, 2 }, { 5, 4, 3 }, { 7, 6, 3 }, { 11, 5, 2 }, { 7, 7, 1 } };
  unsigned q = cases[_i][0], l = cases[_i][1], k = cases[_i][2];
  mdm_law_t law;

  mdm_law_init (law);
  open_listed (law, "mds", q, l, k);
  check_distance (law, k);
  /* f(j) = j^(k-1) is a row.  */
  uint16_t power[8];
  for (unsigned j = 0; j < l; j++)
    {
      unsigned p = 1;
      for (unsigned i = 1; i < k; i++)
        p = p * j % q;
      power[j] = (uint16_t) p;
    }
  ck_assert_uint_lt (mdm_law_find (law, power), law->support);
  mdm_law_clear (law);
}
END_TEST

/* Over all fields, at all lengths and dimensions of up to 256 words; as many
   of them as there should be, in order.  Where mds has the code too it is the
   same.  */
START_TEST (reed_solomon)
{
  static const unsigned fields[] = { 2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 32 };
  unsigned q = fields[_i];
  mdm_law_t law, same;

  mdm_law_init (law);
  mdm_law_init (same);
  for (size_t k = 1, words = q; words <= 256; k++, words *= q)
    for (size_t l = k; l <= 12 && mdm_reed_solomon_exists (q, l, k); l++)
      {
        open_listed (law, "reed-solomon", q, l, k);
        ck_assert_uint_eq (law->support, words);
        for (size_t i = 0; i < words; i++)
          ck_assert_uint_eq (mdm_law_find (law, mdm_law_row (law, i)), i);
        check_distance (law, k);
        if (!n_is_prime (q) || l > q)
          continue;
        open_listed (same, "mds", q, l, k);
        ck_assert_mem_eq (law->row, same->row,
                          words * l * sizeof *law->row);
      }
  ck_assert (mdm_reed_solomon_exists (q, q + 1, 2));
  ck_assert (!mdm_reed_solomon_exists (q, q + 3, 3));
  mdm_law_clear (law);
  mdm_law_clear (same);
}
END_TEST

/* The axioms of a field, by all pairs and some triples.  */
START_TEST (galois)
{
  static const uint32_t fields[]
      = { 2, 3, 4, 8, 9, 16, 27, 49, 125, 64, 61 };
  uint32_t q = fields[_i];
  mdm_galois_t f;

  mdm_galois_init (&f, q);
  for (uint32_t a = 0; a < q; a++)
    for (uint32_t b = 0; b < q; b++)
      {
        uint32_t c = (7 * a + 5 * b + 3) % q;
        uint32_t ab = mdm_galois_multiply (&f, a, b);
        uint32_t sum = mdm_galois_add (&f, a, b);

        ck_assert_uint_lt (sum, q);
        ck_assert_uint_eq (sum, mdm_galois_add (&f, b, a));
        ck_assert_uint_eq (ab, mdm_galois_multiply (&f, b, a));
        ck_assert_uint_eq (mdm_galois_subtract (&f, sum, b), a);
        ck_assert_uint_eq (mdm_galois_multiply (&f, ab, c),
                           mdm_galois_multiply (
                               &f, a, mdm_galois_multiply (&f, b, c)));
        ck_assert_uint_eq (
            mdm_galois_multiply (&f, sum, c),
            mdm_galois_add (&f, mdm_galois_multiply (&f, a, c),
                            mdm_galois_multiply (&f, b, c)));
        ck_assert (ab != 0 || a == 0 || b == 0);
        if (n_is_prime (q))
          ck_assert_uint_eq (ab, a * b % q);
      }
  for (uint32_t a = 1; a < q; a++)
    ck_assert_uint_eq (
        mdm_galois_multiply (&f, a, mdm_galois_invert (&f, a)), 1);
  mdm_galois_clear (&f);
}
END_TEST

START_TEST (prime_powers)
{
  static const uint64_t cases[][2]
      = { { 0, 0 },  { 1, 0 },  { 2, 2 },    { 4, 2 },    { 6, 0 },
          { 12, 0 }, { 27, 3 }, { 36, 0 },   { 1024, 2 }, { 65521, 65521 },
          { 64, 2 }, { 81, 3 }, { 3599, 0 }, { UINT64_C (1) << 62, 2 } };

  ck_assert_uint_eq (mdm_galois_prime (cases[_i][0]), cases[_i][1]);
}
END_TEST

#define COUNT(table) (int) (sizeof (table) / sizeof *(table))

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("families");
  TCase *c = tcase_create ("spec");

  tcase_add_checked_fixture (c, enter, leave);
  tcase_add_loop_test (c, opens, 0, COUNT (good));
  tcase_add_loop_test (c, refuses, 0, COUNT (bad));
  tcase_add_loop_test (c, huge_limits_do_not_wrap, 0, 6);
  suite_add_tcase (suite, c);
  c = tcase_create ("families");
  tcase_add_test (c, splitmix);
  tcase_add_loop_test (c, random_weights, 0, 64);
  tcase_add_loop_test (c, huge_closed_forms, 0, 6);
  tcase_add_test (c, closed_forms_are_cheap_at_any_length);
  tcase_add_loop_test (c, mds_distance, 0, 5);
  tcase_add_loop_test (c, reed_solomon, 0, 11);
  tcase_add_loop_test (c, galois, 0, 11);
  tcase_add_loop_test (c, prime_powers, 0, 14);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
