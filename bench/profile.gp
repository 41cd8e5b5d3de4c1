\\ The entropy profile of a random law with PARI/GP, whose reals have the
\\ precision of two words here.  Prints cells per second.
default(realprecision, 19);
walk(k, x, v) =
{
  my(n = #x / v);
  if (#x == 1, if (x[1] > 1, profile[k + 1] += x[1] * log(x[1])); return);
  for (t = 0, v - 1, walk(k, x[t * n + 1 .. (t + 1) * n], v));
  walk(k - 1, vector(n, i, sum(t = 0, v - 1, x[t * n + i])), v);
}
measure(v, l) =
{
  my(x = vector(v^l, i, random(5)), start = getwalltime());
  profile = vector(l + 1, i, 0.);
  walk(l, x, v);
  printf("%.0f\n", (v + 1)^l * 1000. / max(1, getwalltime() - start));
}
