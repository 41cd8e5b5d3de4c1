/* test_sources.c - products, mixtures, n-gram and hidden Markov models: by
   hand, against other families, and against their definitions on random
   models.  */
#include <config.h>

#include "unit.h"

#include "law/families.h"
#include "law/spec.h"
#include "law_text.h"

#include <unistd.h>

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* Files that the SPECs below name stand in a directory made for each
   test.  */
static char directory[] = "/tmp/mdm-sources-XXXXXX";

#define TEXT(text) text, sizeof (text) - 1

static const struct
{
  const char *name;
  const char *text;
  size_t size;
} files[] = {
  { "bigram", TEXT ("1/2 a\n1/2 b\n3/4 aa\n1/4 ab\n1 ba\n") },
  { "bigram-shuffled",
    TEXT ("# bigram again\r\n1 b a\r\n\r\n0.25 a b\r\n2/4 a\r\n0 b b\r\n"
          "\t0.75 a  a \r\n 1/2 b") },
  { "chain", TEXT ("start 1/2 A\nstart 1/2 B\ntransition 3/4 A A\n"
                   "transition 1/4 A B\ntransition 1 B A\n"
                   "emission 1 A a\nemission 1 B b\n") },
  { "trigram", TEXT ("1/3 0\n2/3 1\n1/2 00\n1/2 01\n1 10\n"
                     "1/5 000\n4/5 001\n1 010\n1/4 100\n3/4 101\n") },
  { "trigram-states",
    /* states are pairs of tokens; 0 and 1 are the first tokens */
    TEXT ("start 1/3 0\nstart 2/3 1\n"
          "transition 1/2 0 00\ntransition 1/2 0 01\ntransition 1 1 10\n"
          "transition 1/5 00 00\ntransition 4/5 00 01\n"
          "transition 1 01 10\n"
          "transition 1/4 10 00\ntransition 3/4 10 01\n"
          "emission 1 0 0\nemission 1 1 1\nemission 1 00 0\n"
          "emission 1 01 1\nemission 1 10 0\n") },
  { "words", TEXT ("3/5 the\n2/5 a\n1 the cat\n0.9 a dog\ne1 a cat\n") },
  { "words-good", TEXT ("3/5 the\n2/5 a\n1 the cat\n0.9 a dog\n0.1 a cat\n"
                        "1 cat the\n1 dog the\n") },
  { "same", TEXT ("1 a\n1 aa\n") },
  { "alternate", TEXT ("1/2 a\n1/2 b\n1 ab\n1 ba\n") },
  { "coin", TEXT ("#: vocab tails heads\n#: split words\n1/3 heads\n"
                  "2/3 tails\n") },
  { "coin-product", TEXT ("#: vocab tails heads\n2/3 1/3\n2/3 1/3\n"
                          "2/3 1/3\n") },
  { "numerals", TEXT ("1/2 1/4 1/4\n0 0 1\n0.5 1/2 0/3\n") },
  { "column", TEXT ("1\n1\n") },
  { "flip-ngram", TEXT ("1/2 0\n1/2 1\n5/7 00\n2/7 01\n2/7 10\n5/7 11\n") },
  { "flip-hmm", TEXT ("start 1/2 zero\nstart 1/2 one\n"
                      "transition 5/7 zero zero\ntransition 2/7 zero one\n"
                      "transition 2/7 one zero\ntransition 5/7 one one\n"
                      "emission 1 zero 0\nemission 1 one 1\n") },
  { "noisy-hmm", TEXT ("start 1/2 zero\nstart 1/2 one\n"
                       "transition 1 zero zero\ntransition 1 one one\n"
                       "emission 5/7 zero 0\nemission 2/7 zero 1\n"
                       "emission 2/7 one 0\nemission 5/7 one 1\n") },
  { "noisy-zero", TEXT ("5/7 2/7\n5/7 2/7\n5/7 2/7\n5/7 2/7\n") },
  { "noisy-one", TEXT ("2/7 5/7\n2/7 5/7\n2/7 5/7\n2/7 5/7\n") },
  { "noisy-mixture", TEXT ("1/2 product:noisy-zero\n"
                           "1/2 product:noisy-one\n") },
  /* Pairs: what has been written once is to be copied, or has been.  */
  { "paired-hmm",
    TEXT ("start 1/3 0!\nstart 1/3 1!\nstart 1/3 2!\n"
          "transition 1 0! 0\ntransition 1 1! 1\ntransition 1 2! 2\n"
          "transition 1/3 0 0!\ntransition 1/3 0 1!\ntransition 1/3 0 2!\n"
          "transition 1/3 1 0!\ntransition 1/3 1 1!\ntransition 1/3 1 2!\n"
          "transition 1/3 2 0!\ntransition 1/3 2 1!\ntransition 1/3 2 2!\n"
          "emission 1 0! 0\nemission 1 1! 1\nemission 1 2! 2\n"
          "emission 1 0 0\nemission 1 1 1\nemission 1 2 2\n") },
  { "hidden", TEXT ("start 1 s\ntransition 1/2 s s\ntransition 1/2 s t\n"
                    "transition 1 t t\nemission 1/3 s x\nemission 2/3 s y\n"
                    "emission 1 t y\n") },
  { "unused", TEXT ("#: vocab c a\nstart 1 s\ntransition 1 s s\n"
                    "transition 0 s lost\nemission 1 s a\nstart 0 nil\n"
                    "transition 1 away lost\n") },
  { "last-lost", TEXT ("start 1 s\ntransition 1/2 s t\ntransition 1/2 s u\n"
                       "emission 1 s a\nemission 1 t b\nemission 1 u c\n"
                       "transition 1 t lost\n") },
  { "ab", TEXT ("1 ab\n1 ba\n") },
  { "ten", TEXT ("#: split words\n1 10\n2 0\n") },
  { "mix", TEXT ("1/3 ab\n\n# half of the rest\r\n1/3 uniform:V=2,L=2  \n"
                 "0.25 mixture:mix-inner\n1/12 repetition:V=3,L=2\r\n") },
  { "mix-inner", TEXT ("1/2 ab\n1/2 ngram:bigram,L=2\n") },
  { "mix-declared", TEXT ("#: vocab z b 1 a 0\n1/2 ab\n1/2 uniform:V=2,L=2") },
  { "mix-one", TEXT ("1 parity:V=3,L=3\n") },
  { "mix-ten", TEXT ("1/2 uniform:V=1,L=1\n1/2 ten\n") },
  { "mix-zero", TEXT ("1 uniform:V=1,L=1\n0 uniform:V=3,L=1\n") },
  { "mix,L=2", TEXT ("1 ab\n") },
  { "loop", TEXT ("1 mixture:loop\n") },
  { "loop-wide", TEXT ("1/2 ab\n1/2 mixture:loop-wide\n") },
  { "deep-0", TEXT ("1 ab\n") },
  { "text", TEXT ("abracadabra") },
  { "abc", TEXT ("abc") },
  { "aba", TEXT ("aba") },
  /* What is wrong.  */
  { "short", TEXT ("# a\n1/2 a\n 1/3 b\n") },
  { "long", TEXT ("1/2 a\n1/2 b\n1 bb\n 1/2 aa\n3/4 ab\n") },
  { "long-words", TEXT ("1 on\n1 on the\n1 the the\n1/2 on the hill\n"
                        "1/3 on the way\n1 the the the\n") },
  { "none-sum", TEXT ("0 a\n") },
  { "dead", TEXT ("1/2 a\n1/2 b\n1 aa\n") },
  { "dead-late", TEXT ("1 a\n1 aa\n9/10 aaa\n1/10 aab\n") },
  { "no-first", TEXT ("1 ab\n") },
  { "no-second", TEXT ("1 a\n1 aaa\n") },
  { "comment", TEXT ("# nothing\n") },
  { "twice", TEXT ("1/2 b\n1/2 a\n1/2 ab\n1/2 aa\n1/2 ab\n1/2 b\n") },
  { "weightless", TEXT ("1 a\n1\n") },
  { "negative", TEXT ("1 a\n -1 b\n") },
  { "inf", TEXT ("inf a\n") },
  { "zero-denominator", TEXT ("1/0 a\n") },
  { "undeclared", TEXT ("#: vocab a b\n1 ac\n") },
  { "late", TEXT ("1 a\n#: vocab a\n") },
  { "latin", TEXT ("1 \351\n") },
  { "mark", TEXT ("\357\273\277# a\n1 a\n") },
  { "nul", TEXT ("1 a\0\n") },
  { "cr", TEXT ("1 a\r1 b\n") },
  { "h-none", TEXT ("\n") },
  { "h-start", TEXT ("emission 1 s a\n") },
  { "h-kind", TEXT ("start 1 s\n  emit 1 s a\n") },
  { "h-number", TEXT ("start s 1\n") },
  { "h-word", TEXT ("start\n") },
  { "h-state", TEXT ("start 1 \n") },
  { "h-second", TEXT ("transition 1 s\n") },
  { "h-token", TEXT ("emission 1 s\n") },
  { "h-more", TEXT ("start 1 s t\n") },
  { "h-more-token", TEXT ("emission 1 s t  u\n") },
  { "h-split", TEXT ("#: split words\nstart 1 s\n") },
  { "h-starts", TEXT ("start 1/2 s\nstart 1/3 t\nemission 1 s a\n") },
  { "h-transitions", TEXT ("start 1 s\nemission 1 s a\n"
                           "transition 1 t t\ntransition 1/2 s t\n"
                           "transition 2/3 s s\n") },
  { "h-emissions", TEXT ("start 1 s\nemission 1/2 s a\n") },
  { "h-twice", TEXT ("start 1 s\nemission 1/2 s a\nemission 1/2 s a\n") },
  { "h-moves-twice", TEXT ("start 1 s\ntransition 0 s t\ntransition 1 s s\n"
                           "transition 1 s t\nemission 1 s a\n") },
  { "h-stuck", TEXT ("start 1 s\nemission 1 s a\n") },
  { "h-silent", TEXT ("start 1 s\ntransition 1 s t\nemission 1 s a\n") },
  { "h-silent-start", TEXT ("start 1/2 t\nstart 1/2 s\nemission 1 s a\n") },
  { "h-undeclared", TEXT ("#: vocab a\nstart 1 s\nemission 1 s b\n") },
  { "p-short", TEXT ("1/2 1/2\n1/4 1/4\n") },
  { "p-more", TEXT ("1/2 1/2\n1/2 1/2 0\n") },
  { "p-less", TEXT ("1/2 1/2\n 1\n") },
  { "p-declared", TEXT ("#: vocab a b\n1/2 1/4 1/4\n") },
  { "p-declared-less", TEXT ("#: vocab a b c\n1/2 1/2\n") },
  { "p-letters", TEXT ("1/2 1/2 a\n") },
  { "m-short", TEXT ("# x\n 1/2 ab\n1/3 ab\n") },
  { "m-long", TEXT ("1/2 ab\n2/3 ab\n") },
  { "m-length", TEXT ("1/2 ab\n1/2 uniform:V=2,L=3\n") },
  { "m-spec", TEXT ("1/2 ab\n1/2  uniform:V=2\n") },
  { "m-family", TEXT ("1 unifrom:V=2\n") },
  { "m-absent", TEXT ("1 absent\n") },
  { "m-part", TEXT ("1 ngram:short,L=1\n") },
  { "m-none", TEXT ("1  \n") },
  { "m-undeclared", TEXT ("#: vocab a b\n1/2 ab\n1/2 uniform:V=1,L=2\n") },
  { "m-large", TEXT ("1 parity:V=2,L=60\n") },
  { "m-negative", TEXT ("1/2 ab\n -1/2 ab\n") },
  { "m-split", TEXT ("#: split chars\n1 ab\n") },
};

static void
enter (void)
{
  ck_assert_ptr_nonnull (mkdtemp (directory));
  ck_assert_int_eq (chdir (directory), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    {
      FILE *file = fopen (files[i].name, "w");
      fwrite (files[i].text, 1, files[i].size, file);
      fclose (file);
    }
}

static void
leave (void)
{
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    unlink (files[i].name);
  unlink ("random");
  for (int i = 1; i <= 17; i++)
    {
      char name[20];
      sprintf (name, "deep-%d", i);
      unlink (name);
    }
  ck_assert_int_eq (chdir ("/"), 0);
  rmdir (directory);
  memcpy (directory + sizeof directory - 7, "XXXXXX", 6);
}

/* Models whose laws are derived by hand.  */

#define ABR "classes=a:a/b:b/r:r"

static const struct
{
  const char *spec;
  const char *law;
} good[] = {
  /* p(a a a) = 1/2 3/4 3/4 = 9/32, ..  */
  { "ngram:bigram,L=3", "V=2 L=3 total=32 aaa*9 aab*3 aba*4 baa*12 bab*4" },
  { "ngram:bigram,L=1", "V=2 L=1 total=2 a*1 b*1" },
  { "ngram:bigram-shuffled,L=3",
    "V=2 L=3 total=32 aaa*9 aab*3 aba*4 baa*12 bab*4" },
  /* 00 0 = 1/3 1/2 1/5 = 1/30, 001 4/30, 010 1/6, 100 2/3 1/4, 101 1/2 */
  { "ngram:trigram,L=3", "V=2 L=3 total=30 000*1 001*4 010*5 100*5 101*15" },
  { "ngram:trigram,L=2", "V=2 L=2 total=6 00*1 01*1 10*4" },
  { "ngram:words-good,L=2", "V=4 L=2 total=25 a cat*1 a dog*9 the cat*15" },
  { "ngram:coin,L=2",
    "V=2 L=2 total=9 tails tails*4 tails heads*2 heads tails*2 "
    "heads heads*1" },
  { "product:numerals", "V=3 L=3 total=8 020*2 021*2 120*1 121*1 220*1 "
                        "221*1" },
  { "product:column", "V=1 L=2 total=1 00*1" },
  /* s: x 1/3, y 2/3; then 1/2 s, 1/2 t, which writes y only */
  { "hmm:hidden,L=1", "V=2 L=1 total=3 x*1 y*2" },
  { "hmm:hidden,L=2", "V=2 L=2 total=18 xx*1 xy*5 yx*2 yy*10" },
  { "hmm:unused,L=2", "V=2 L=2 total=1 aa*1" },
  { "hmm:last-lost,L=2", "V=3 L=2 total=2 ab*1 ac*1" },
  /* 1/3 {ab, ba}/2 + 1/3 {0,1}^2 + 1/4 (1/2 {ab, ba}/2 + 1/2 bigram) +
     1/12 {00, 11, 22}: ab = 1/6 + 1/16 + 1/64, ba = 1/6 + 1/16 + 1/16,
     aa = 3/64, 00 = 1/12 + 1/36 = 1/9, 01 = 1/12, 22 = 1/36.  */
  { "mixture:mix", "V=5 L=2 total=576 aa*27 ab*141 ba*168 00*64 01*48 10*48 "
                   "11*64 22*16" },
  { "mixture:mix-declared", "V=5 L=2 total=8 ba*2 11*1 10*1 ab*2 01*1 00*1" },
  { "mixture:mix-one", "V=3 L=3 total=9 000*1 012*1 021*1 102*1 111*1 120*1 "
                       "201*1 210*1 222*1" },
  { "mixture:mix-ten", "V=2 L=1 total=6 0*5 10*1" },
  { "mixture:mix-zero", "V=3 L=1 total=1 0*1" },
  { "mixture:mix,L=2", "V=2 L=2 total=2 ab*1 ba*1" },
  /* a b r a a a b r a: a 5, b 2, r 2; before another: a 4 (b 2, a 2), b 2
     (r), r 2 (a).  aa = 5/9 2/4.  */
  { "ngram-from:text,n=1,L=2," ABR ",add=0",
    "V=3 L=2 total=81 aa*25 ab*10 ar*10 ba*10 bb*4 br*4 ra*10 rb*4 rr*4" },
  { "ngram-from:text,n=2,L=2," ABR ",add=0",
    "V=3 L=2 total=18 aa*5 ab*5 br*4 ra*4" },
  { "ngram-from:text,add=0.0," ABR ",L=3,n=2",
    "V=3 L=3 total=36 aaa*5 aab*5 abr*10 bra*8 raa*4 rab*4" },
  /* aa is followed by a and b, so aaa: 5/18 1/2.  */
  { "ngram-from:text,n=3,L=3," ABR ",add=0",
    "V=3 L=3 total=36 aaa*5 aab*5 abr*10 bra*8 raa*8" },
  /* (1 + 1) / (3 + 3) each; then ab 2, aa ac 1, and c has no count.  */
  { "ngram-from:abc,n=2,L=2,classes=a:a/b:b/c:c,add=1",
    "V=3 L=2 total=36 aa*3 ab*6 ac*3 ba*3 bb*3 bc*6 ca*4 cb*4 cc*4" },
  { "ngram-from:abc,n=1,L=1,classes=a:a/b:b/c:c/d:d,add=1/2",
    "V=4 L=1 total=10 a*3 b*3 c*3 d*1" },
  /* a is last too, but goes on elsewhere.  */
  { "ngram-from:aba,n=2,L=3,classes=a:a/b:b,add=0",
    "V=2 L=3 total=3 aba*2 bab*1" },
  /* The context at the end is not reached within L.  */
  { "ngram-from:abc,n=2,L=1,classes=a:a/b:b/c:c,add=0",
    "V=3 L=1 total=3 a*1 b*1 c*1" },
  { "ngram-from:abc,n=3,L=2,classes=a:a/b:b,add=2/3", NULL },
};

START_TEST (opens)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_open (law, good[_i].spec, &limit, &err);
  if (good[_i].law == NULL) /* the nearest failure of its neighbours */
    check_failure (status, &err, MDM_EDOMAIN, "abc", 0, 0,
                   "2 bytes are in a class; an n-gram of n = 3 needs as many");
  else
    {
      ck_assert_msg (status == MDM_OK, "%s: %s", err.where, err.message);
      check_law (law, good[_i].law);
      ck_assert_str_eq (law->name, good[_i].spec);
      ck_assert_int_eq (law->kind, MDM_LAW_LISTED);
    }
  mdm_law_clear (law);
}
END_TEST

/* Laws that can be made in two ways.  */

static const char *const same[][2] = {
  { "ngram:bigram,L=%d", "hmm:chain,L=%d" },
  { "ngram:bigram,L=%d", "ngram:bigram-shuffled,L=%d" },
  { "ngram:trigram,L=%d", "hmm:trigram-states,L=%d" },
  { "markov:flip=2/7,L=%d", "ngram:flip-ngram,L=%d" },
  { "markov:flip=2/7,L=%d", "hmm:flip-hmm,L=%d" },
  { "noisy-repetition:flip=2/7,L=%d", "hmm:noisy-hmm,L=%d" },
  { "noisy-repetition:flip=2/7,L=4", "mixture:noisy-mixture" },
  { "ngram:coin,L=3", "product:coin-product" },
  { "paired-copy:V=3,L=2", "hmm:paired-hmm,L=2" },
  { "paired-copy:V=3,L=4", "hmm:paired-hmm,L=4" },
  { "paired-copy:V=3,L=6", "hmm:paired-hmm,L=6" },
  { "parity:V=3,L=3", "mixture:mix-one" },
  { "ab", "mixture:deep-0" },
  /* Without an end effect: the text has every window of 2 as often as its
     first letter goes on.  */
  { "text:text,L=1," ABR, "ngram-from:text,n=4,L=1," ABR ",add=0" },
};

START_TEST (two_routes)
{
  mdm_law_t x, y;
  mdm_err_t err = { 0 };

  mdm_law_init (x);
  mdm_law_init (y);
  for (int length = 1; length <= 6; length++)
    {
      char spec[2][100], *text;
      for (int i = 0; i < 2; i++)
        {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          snprintf (spec[i], sizeof spec[i], same[_i][i], length);
#pragma GCC diagnostic pop
        }
      ck_assert_int_eq (mdm_law_open (x, spec[0], &limit, &err), MDM_OK);
      ck_assert_int_eq (mdm_law_list (x, &limit, &err), MDM_OK);
      ck_assert_int_eq (mdm_law_open (y, spec[1], &limit, &err), MDM_OK);
      text = law_text (x);
      check_law (y, text);
      free (text);
    }
  mdm_law_clear (x);
  mdm_law_clear (y);
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
  { "ngram:bigram", MDM_EPARSE, NULL, 0, 0,
    "a key is missing: 'L'; ngram:FILE,L= is expected" },
  { "ngram:,L=2", MDM_EPARSE, NULL, 0, 0, "no file name in ',L=2'" },
  { "ngram:bigram,L=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "ngram:bigram,L=x", MDM_EPARSE, NULL, 0, 0, "L: a whole number" },
  { "ngram:absent,L=2", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "hmm:chain", MDM_EPARSE, NULL, 0, 0, "hmm:FILE,L= is expected" },
  { "hmm:chain,L=0", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "hmm:absent,L=1", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "product:", MDM_EPARSE, NULL, 0, 0,
    "no file name in ''; product:FILE is expected" },
  { "product:numerals,L=3", MDM_EIO, "numerals,L=3", 0, 0, "cannot open" },
  { "mixture:", MDM_EPARSE, NULL, 0, 0, "mixture:FILE is expected" },
  { "mixture:absent", MDM_EIO, "absent", 0, 0, "cannot open" },
  /* n-grams.  */
  { "ngram:short,L=2", MDM_EDOMAIN, "short", 2, 5,
    "the empty context sums to 5/6, 1/6 less than 1" },
  { "ngram:long,L=1", MDM_EDOMAIN, "long", 4, 6,
    "context 'a' sums to 5/4, 1/4 more than 1" },
  { "ngram:long-words,L=9", MDM_EDOMAIN, "long-words", 4, 5,
    "context 'on the' sums to 5/6, 1/6 less than 1" },
  { "ngram:none-sum,L=1", MDM_EDOMAIN, "none-sum", 1, 3,
    "the empty context sums to 0, 1 less than 1" },
  { "ngram:words,L=2", MDM_EPARSE, "words", 5, 1, "bad probability" },
  { "ngram:dead,L=2", MDM_EDOMAIN, "dead", 2, 5,
    "context 'b' has no row, but can be reached" },
  { "ngram:dead-late,L=4", MDM_EDOMAIN, "dead-late", 4, 6,
    "context 'ab' has no row, but can be reached" },
  { "ngram:no-first,L=2", MDM_EDOMAIN, "no-first", 0, 0,
    "the empty context has no row" },
  { "ngram:no-second,L=3", MDM_EDOMAIN, "no-second", 1, 3,
    "context 'a' has no row" },
  { "ngram:comment,L=3", MDM_EDOMAIN, "comment", 0, 0,
    "no row; an n-gram model has at least one line 'PROBABILITY SEQUENCE'" },
  { "ngram:twice,L=3", MDM_EDOMAIN, "twice", 6, 5,
    "the sequence of line 1 again; every sequence has one row" },
  { "ngram:weightless,L=3", MDM_EPARSE, "weightless", 2, 2,
    "a sequence is expected after the probability" },
  { "ngram:negative,L=3", MDM_EDOMAIN, "negative", 2, 2,
    "a probability is never negative" },
  { "ngram:inf,L=3", MDM_EPARSE, "inf", 1, 1, "bad probability" },
  { "ngram:zero-denominator,L=3", MDM_EDOMAIN, "zero-denominator", 1, 3,
    "bad probability: the denominator is zero" },
  { "ngram:undeclared,L=3", MDM_EDOMAIN, "undeclared", 2, 4,
    "the token 'c' is not in the declared vocabulary" },
  { "ngram:late,L=3", MDM_EPARSE, "late", 2, 1, "before the first row" },
  { "ngram:latin,L=3", MDM_EPARSE, "latin", 1, 3, "this is not UTF-8" },
  { "ngram:mark,L=3", MDM_EPARSE, "mark", 1, 1, "byte order mark" },
  { "ngram:nul,L=3", MDM_EPARSE, "nul", 1, 4, "a NUL byte" },
  { "ngram:cr,L=3", MDM_EPARSE, "cr", 1, 4, "carriage return" },
  { "ngram:trigram,L=1000000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "ngram:bigram,L=1000000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  /* n-grams of a text.  */
  { "ngram-from:abc,n=0,L=1,classes=a:*,add=0", MDM_EDOMAIN, NULL, 0, 0,
    "n is at least 1" },
  { "ngram-from:abc,n=1,L=0,classes=a:*,add=0", MDM_EDOMAIN, NULL, 0, 0,
    "at least 1" },
  { "ngram-from:abc,n=1,L=1,classes=a:*,add=-1/2", MDM_EDOMAIN, NULL, 0, 0,
    "add is never negative" },
  { "ngram-from:abc,n=1,L=1,classes=a:*,add=x", MDM_EPARSE, NULL, 0, 0,
    "add: a number" },
  { "ngram-from:abc,n=1,L=1,classes=a,add=0", MDM_EPARSE, NULL, 0, 0,
    "classes: " },
  { "ngram-from:abc,n=1,L=1,classes=a:*", MDM_EPARSE, NULL, 0, 0,
    "missing: 'add'; ngram-from:FILE,n=,L=,classes=,add= is expected" },
  { "ngram-from:absent,n=1,L=1,classes=a:*,add=0", MDM_EIO, "absent", 0, 0,
    "cannot open" },
  { "ngram-from:abc,n=1,L=1,classes=x:x,add=0", MDM_EDOMAIN, "abc", 0, 0,
    "0 bytes are in a class; an n-gram of n = 1 needs as many" },
  { "ngram-from:abc,n=2,L=2,classes=a:a/b:b/c:c,add=0", MDM_EDOMAIN, "abc", 0,
    0, "context 'c' can be reached, but is at the end of the text only" },
  { "ngram-from:abc,n=3,L=3,classes=a:a/b:b/c:c,add=0", MDM_EDOMAIN, "abc", 0,
    0, "context 'c' can be reached" },
  { "ngram-from:trigram,n=12,L=70,classes=a:0/b:1/c:*,add=1", MDM_ELIMIT, NULL,
    0, 0, "listing" },
  /* Hidden Markov models.  */
  { "hmm:h-none,L=1", MDM_EDOMAIN, "h-none", 0, 0,
    "no 'start' row; a hidden Markov model has rows 'start', 'transition' "
    "and 'emission'" },
  { "hmm:h-start,L=1", MDM_EDOMAIN, "h-start", 0, 0, "no 'start' row" },
  { "hmm:h-kind,L=1", MDM_EPARSE, "h-kind", 2, 3,
    "'start', 'transition' or 'emission' is expected, not 'emit'" },
  { "hmm:h-number,L=1", MDM_EPARSE, "h-number", 1, 7, "bad probability" },
  { "hmm:h-word,L=1", MDM_EPARSE, "h-word", 1, 6, "bad probability" },
  { "hmm:h-state,L=1", MDM_EPARSE, "h-state", 1, 9,
    "a state is expected after the probability" },
  { "hmm:h-second,L=1", MDM_EPARSE, "h-second", 1, 15,
    "a state is expected after the state" },
  { "hmm:h-token,L=1", MDM_EPARSE, "h-token", 1, 13,
    "a token is expected after the state" },
  { "hmm:h-more,L=1", MDM_EPARSE, "h-more", 1, 11,
    "nothing is expected after the state" },
  { "hmm:h-more-token,L=1", MDM_EPARSE, "h-more-token", 1, 17,
    "nothing is expected after the token" },
  { "hmm:h-split,L=1", MDM_EPARSE, "h-split", 1, 4,
    "'#:' is followed by 'vocab', not 'split'" },
  { "hmm:h-starts,L=1", MDM_EDOMAIN, "h-starts", 1, 11,
    "the start probabilities sum to 5/6, 1/6 less than 1" },
  { "hmm:h-transitions,L=1", MDM_EDOMAIN, "h-transitions", 4, 16,
    "the transitions of state 's' sum to 7/6, 1/6 more than 1" },
  { "hmm:h-emissions,L=1", MDM_EDOMAIN, "h-emissions", 2, 14,
    "the emissions of state 's' sum to 1/2, 1/2 less than 1" },
  { "hmm:h-twice,L=1", MDM_EDOMAIN, "h-twice", 3, 14,
    "the emission of line 2 again; each has one row" },
  { "hmm:h-moves-twice,L=1", MDM_EDOMAIN, "h-moves-twice", 4, 14,
    "the transition of line 2 again; each has one row" },
  { "hmm:h-stuck,L=2", MDM_EDOMAIN, "h-stuck", 1, 9,
    "state 's' has no transition, but can be reached" },
  { "hmm:h-silent,L=2", MDM_EDOMAIN, "h-silent", 2, 14,
    "state 't' has no emission, but can be reached" },
  { "hmm:h-silent-start,L=1", MDM_EDOMAIN, "h-silent-start", 1, 11,
    "state 't' has no emission, but can be reached" },
  { "hmm:last-lost,L=3", MDM_EDOMAIN, "last-lost", 3, 16,
    "state 'u' has no transition, but can be reached" },
  { "hmm:h-undeclared,L=1", MDM_EDOMAIN, "h-undeclared", 3, 14,
    "the token 'b' is not in the declared vocabulary" },
  { "hmm:mark,L=1", MDM_EPARSE, "mark", 1, 1, "byte order mark" },
  { "hmm:hidden,L=100", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "hmm:chain,L=100000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  { "hmm:hidden,L=1000000", MDM_ELIMIT, NULL, 0, 0, "listing" },
  /* Products.  */
  { "product:comment", MDM_EDOMAIN, "comment", 0, 0,
    "no row; a product has a line of probabilities for each position" },
  { "product:p-short", MDM_EDOMAIN, "p-short", 2, 1,
    "position 1 sums to 1/2, 1/2 less than 1" },
  { "product:p-more", MDM_EDOMAIN, "p-more", 2, 9,
    "more than 2 probabilities; each row has as many as the first" },
  { "product:p-less", MDM_EDOMAIN, "p-less", 2, 3,
    "1 probabilities; 2 are expected, as many as in the first row" },
  { "product:p-declared", MDM_EDOMAIN, "p-declared", 2, 9,
    "more than 2 probabilities; each row has one for each token declared" },
  { "product:p-declared-less", MDM_EDOMAIN, "p-declared-less", 2, 8,
    "2 probabilities; 3 are expected, one for each token declared" },
  { "product:p-letters", MDM_EPARSE, "p-letters", 1, 9, "bad probability" },
  { "product:h-split", MDM_EPARSE, "h-split", 1, 4,
    "'#:' is followed by 'vocab', not 'split'" },
  { "product:latin", MDM_EPARSE, "latin", 1, 3, "this is not UTF-8" },
  /* Mixtures.  */
  { "mixture:comment", MDM_EDOMAIN, "comment", 0, 0,
    "no row; a mixture has at least one line 'WEIGHT SPEC'" },
  { "mixture:m-short", MDM_EDOMAIN, "m-short", 2, 2,
    "the weights sum to 5/6, 1/6 less than 1" },
  { "mixture:m-long", MDM_EDOMAIN, "m-long", 1, 1,
    "the weights sum to 7/6, 1/6 more than 1" },
  { "mixture:m-length", MDM_EDOMAIN, "m-length", 2, 5,
    "a law of length 3; the first part has length 2" },
  { "mixture:m-spec", MDM_EPARSE, "m-spec", 2, 6,
    "a key is missing: 'L'; uniform:V=,L= is expected" },
  { "mixture:m-family", MDM_EIO, "m-family", 1, 3, "no family 'unifrom'" },
  { "mixture:m-absent", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "mixture:m-part", MDM_EDOMAIN, "short", 2, 5, "1/6 less than 1" },
  { "mixture:m-none", MDM_EPARSE, "m-none", 1, 4,
    "a law is expected after the weight: a family, a file or -" },
  { "mixture:m-undeclared", MDM_EDOMAIN, "m-undeclared", 3, 5,
    "the token '0' of this part is not in the declared vocabulary" },
  { "mixture:m-large", MDM_ELIMIT, "m-large", 1, 3, "listing" },
  { "mixture:m-split", MDM_EPARSE, "m-split", 1, 4,
    "'#:' is followed by 'vocab', not 'split'" },
  { "mixture:m-negative", MDM_EDOMAIN, "m-negative", 2, 2,
    "a weight is never negative" },
  { "mixture:loop", MDM_EDOMAIN, "loop", 1, 3,
    "more than 16 laws in one another; none may include itself" },
  { "mixture:loop-wide", MDM_EDOMAIN, "loop-wide", 2, 5,
    "more than 16 laws in one another; none may include itself" },
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

/* Mixtures may be 16 deep, and not 17.  */

START_TEST (depth)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  for (int i = 1; i <= 17; i++)
    {
      char name[30];
      FILE *file;
      sprintf (name, "deep-%d", i);
      file = fopen (name, "w");
      fprintf (file, "1 mixture:deep-%d\n", i - 1);
      fclose (file);
    }
  ck_assert_int_eq (mdm_law_open (law, "mixture:deep-15", &limit, &err),
                    MDM_OK);
  check_law (law, "V=2 L=2 total=2 ab*1 ba*1");
  ck_assert_int_eq (mdm_law_open (law, "mixture:deep-16", &limit, &err),
                    MDM_EDOMAIN);
  ck_assert_str_eq (err.where, "deep-1");
  mdm_law_clear (law);
}
END_TEST

/* A few lines that would be 100^16 parts.  */

START_TEST (parts)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  for (int i = 1; i <= 15; i++)
    {
      char name[30];
      FILE *file;
      sprintf (name, "deep-%d", i);
      file = fopen (name, "w");
      for (int j = 0; j < 100; j++)
        fprintf (file, "1/100 mixture:deep-%d\n", i - 1);
      fclose (file);
    }
  ck_assert_int_eq (mdm_law_open (law, "mixture:deep-2", &limit, &err),
                    MDM_OK);
  check_law (law, "V=2 L=2 total=2 ab*1 ba*1");
  ck_assert_int_eq (mdm_law_open (law, "mixture:deep-15", &limit, &err),
                    MDM_ELIMIT);
  ck_assert_str_eq (err.message, "more than 100000 parts in all");
  mdm_law_clear (law);
}
END_TEST

/* Random models against their definitions.  */

/* Write COUNT integers, some of them 0, to W and return their sum, which is
   not 0.  */
static unsigned
draw_weights (unsigned *w, size_t count, uint64_t *seed)
{
  unsigned sum = 0;

  while (sum == 0)
    for (size_t i = 0; i < count; i++)
      {
        uint64_t x = mdm_splitmix64 (seed) % 12;
        w[i] = x < 4 ? 0 : (unsigned) x;
        sum += w[i];
      }
  return sum;
}

/* A model of STATES hidden states and VOCAB tokens.  */
#define MOST 4
typedef struct
{
  unsigned start[MOST], starts;
  unsigned transition[MOST][MOST], transitions[MOST];
  unsigned emission[MOST][MOST], emissions[MOST];
  size_t states, vocab;
} hmm_t;

static void
draw_hmm (hmm_t *m, uint64_t *seed)
{
  m->states = 1 + mdm_splitmix64 (seed) % MOST;
  m->vocab = 1 + mdm_splitmix64 (seed) % 3;
  m->starts = draw_weights (m->start, m->states, seed);
  for (size_t s = 0; s < m->states; s++)
    {
      m->transitions[s] = draw_weights (m->transition[s], m->states, seed);
      m->emissions[s] = draw_weights (m->emission[s], m->vocab, seed);
    }
}

static void
write_hmm (const hmm_t *m)
{
  FILE *file = fopen ("random", "w");

  fputs ("#: vocab", file);
  for (size_t x = 0; x < m->vocab; x++)
    fprintf (file, " %zu", x);
  fputc ('\n', file);
  for (size_t s = 0; s < m->states; s++)
    {
      fprintf (file, "start %u/%u s%zu\n", m->start[s], m->starts, s);
      for (size_t x = 0; x < m->vocab; x++)
        fprintf (file, "emission %u/%u s%zu %zu\n", m->emission[s][x],
                 m->emissions[s], s, x);
      for (size_t r = 0; r < m->states; r++)
        fprintf (file, "transition %u/%u s%zu s%zu\n", m->transition[s][r],
                 m->transitions[s], s, r);
    }
  fclose (file);
}

/* Add to RES the probability of X[0..LENGTH) with any hidden states after
   the one at AT - 1, LAST, all before having the probability P.  */
static void
add_paths (fmpq_t res, const hmm_t *m, const uint16_t *x, size_t at,
           size_t length, size_t last, const fmpq_t p)
{
  fmpq_t q, f;

  if (at == length)
    {
      fmpq_add (res, res, p);
      return;
    }
  fmpq_init (q);
  fmpq_init (f);
  for (size_t s = 0; s < m->states; s++)
    {
      if (at == 0)
        fmpq_set_si (f, (slong) m->start[s], m->starts);
      else
        fmpq_set_si (f, (slong) m->transition[last][s], m->transitions[last]);
      fmpq_mul (q, p, f);
      fmpq_set_si (f, (slong) m->emission[s][x[at]], m->emissions[s]);
      fmpq_mul (q, q, f);
      add_paths (res, m, x, at + 1, length, s, q);
    }
  fmpq_clear (q);
  fmpq_clear (f);
}

/* Fail unless LAW gives X the probability P.  */
static void
check_probability (const mdm_law_t law, const uint16_t *x, const fmpq_t p,
                   uint64_t seed)
{
  size_t at = mdm_law_find (law, x);
  fmpq_t q;

  fmpq_init (q);
  if (at < law->support)
    fmpq_set_fmpz_frac (q, law->weight + at, law->total);
  if (!fmpq_equal (p, q))
    {
      char *a = fmpq_get_str (NULL, 10, p), *b = fmpq_get_str (NULL, 10, q);
      ck_abort_msg ("seed %" PRIu64 ": %s, not %s", seed, b, a);
    }
  fmpq_clear (q);
}

/* Make X the next sequence; return 0 after the last.  */
static int
next_sequence (uint16_t *x, size_t length, size_t vocab)
{
  for (size_t i = length; i-- > 0; x[i] = 0)
    if (++x[i] < vocab)
      return 1;
  return 0;
}

static void
open_random (mdm_law_t law, const char *family, size_t length, uint64_t seed)
{
  char spec[60];
  mdm_err_t err = { 0 };

  sprintf (spec, "%s:random,L=%zu", family, length);
  if (mdm_law_open (law, spec, &limit, &err) != MDM_OK)
    ck_abort_msg ("seed %" PRIu64 ": %s:%zu:%zu: %s", seed, err.where,
                  err.line, err.column, err.message);
}

START_TEST (random_hmm)
{
  uint64_t seed = (uint64_t) _i, state = seed;
  size_t length = 1 + (size_t) _i % 5;
  uint16_t x[5] = { 0 };
  hmm_t m;
  mdm_law_t law;
  fmpq_t p, one;

  fmpq_init (p);
  fmpq_init (one);
  fmpq_one (one);
  mdm_law_init (law);
  draw_hmm (&m, &state);
  write_hmm (&m);
  open_random (law, "hmm", length, seed);
  ck_assert_uint_eq (law->vocab, m.vocab);
  do
    {
      fmpq_zero (p);
      add_paths (p, &m, x, 0, length, 0, one);
      check_probability (law, x, p, seed);
    }
  while (next_sequence (x, length, m.vocab));
  mdm_law_clear (law);
  fmpq_clear (p);
  fmpq_clear (one);
}
END_TEST

/* A model of order up to 3 on 2 tokens: the weights of 0 and 1 after each
   context, which is numbered as the bits 1 and then the context.  */

START_TEST (random_ngram)
{
  uint64_t seed = (uint64_t) _i, state = seed;
  size_t length = 1 + (size_t) _i % 6, order = 1 + (size_t) _i / 7 % 3;
  unsigned weight[8][2], sum[8];
  uint16_t x[6] = { 0 };
  mdm_law_t law;
  fmpq_t p, f;
  FILE *file = fopen ("random", "w");

  fmpq_init (p);
  fmpq_init (f);
  mdm_law_init (law);
  fputs ("#: vocab 0 1\n", file);
  for (unsigned c = 1; c < 1u << order; c++)
    {
      sum[c] = draw_weights (weight[c], 2, &state);
      for (int token = 0; token < 2; token++)
        {
          int top = c >= 4 ? 2 : c >= 2;
          fprintf (file, "%u/%u ", weight[c][token], sum[c]);
          for (int i = top; i-- > 0;)
            fprintf (file, "%u", c >> i & 1);
          fprintf (file, "%d\n", token);
        }
    }
  fclose (file);
  open_random (law, "ngram", length, seed);
  do
    {
      fmpq_one (p);
      for (size_t t = 0; t < length; t++)
        {
          unsigned c = 1;
          for (size_t i = t < order ? 0 : t + 1 - order; i < t; i++)
            c = 2 * c + x[i];
          fmpq_set_si (f, (slong) weight[c][x[t]], sum[c]);
          fmpq_mul (p, p, f);
        }
      check_probability (law, x, p, seed);
    }
  while (next_sequence (x, length, 2));
  mdm_law_clear (law);
  fmpq_clear (p);
  fmpq_clear (f);
}
END_TEST

/* Whatever the limits are, a model is listed or is over them; over those of
   one cell or one byte it always is.  */

START_TEST (limits)
{
  static const char *const specs[]
      = { "ngram:trigram,L=5", "hmm:hidden,L=5",
          "hmm:chain,L=6",     "product:numerals",
          "mixture:mix",       "ngram-from:text,n=3,L=4," ABR ",add=1/2" };
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  for (int kind = 0; kind < 2; kind++)
    for (int i = 0; i < 40; i++)
      {
        mdm_limit_t some = limit;
        mdm_status status;
        if (kind == 0)
          some.max_cells = UINT64_C (1) << i;
        else
          some.max_memory = UINT64_C (1) << i;
        status = mdm_law_open (law, specs[_i], &some, &err);
        if (status != MDM_OK || i == 0)
          ck_assert_int_eq (status, MDM_ELIMIT);
        if (i == 39)
          ck_assert_int_eq (status, MDM_OK);
      }
  mdm_law_clear (law);
}
END_TEST

/* Few sequences of any length are listed: a probability of 1 is no work, and
   weights stay small.  */

START_TEST (few_sequences)
{
  static const char *const specs[]
      = { "ngram:same,L=100000", "ngram:alternate,L=100000",
          "hmm:unused,L=100000" };
  static const size_t rows[] = { 1, 2, 1 };
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, specs[_i], &limit, &err), MDM_OK);
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
  ck_assert_uint_eq (law->support, rows[_i]);
  ck_assert (fmpz_equal_ui (law->total, rows[_i]));
  mdm_law_clear (law);
}
END_TEST

/* Many sequences, but not too many, take little time and memory: the tests
   have a minute each, and these far less.  */

START_TEST (long_sequences)
{
  static const char *const specs[]
      = { "hmm:noisy-hmm,L=16", "hmm:hidden,L=16", "ngram:flip-ngram,L=16" };
  mdm_limit_t little = { .max_cells = 1000000000, .max_memory = 100000000 };
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, specs[_i], &little, &err), MDM_OK);
  ck_assert_uint_eq (law->support, 65536);
  mdm_law_clear (law);
}
END_TEST

#define COUNT(table) (int) (sizeof (table) / sizeof *(table))

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("sources");
  TCase *c = tcase_create ("sources");

  tcase_add_checked_fixture (c, enter, leave);
  tcase_add_loop_test (c, opens, 0, COUNT (good));
  tcase_add_loop_test (c, two_routes, 0, COUNT (same));
  tcase_add_loop_test (c, refuses, 0, COUNT (bad));
  tcase_add_test (c, depth);
  tcase_add_test (c, parts);
  tcase_add_loop_test (c, random_hmm, 0, 60);
  tcase_add_loop_test (c, random_ngram, 0, 60);
  tcase_add_loop_test (c, limits, 0, 6);
  tcase_add_loop_test (c, few_sequences, 0, 3);
  tcase_add_loop_test (c, long_sequences, 0, 3);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
