# Both sides of a hypothesis, and what people do about an identification.

## Both sides of a hypothesis
before-death = before death
what-it-says = What it says
speaks-for = fits
speaks-against = does not fit
speaks-neither = says nothing
tooth-same = the same
tooth-explained = may have changed so
tooth-impossible = can’t have changed so
nothing-known = Nothing is known.

## An identification's way
identifications-of-remains = What was proposed and signed
proposing-means = When you have looked at both sides, propose. Two other people sign before it is an identification.
propose-identification = Propose as an identification
proposed-finding = The DNA is { $times } more likely if these remains are this person’s than if they are a stranger’s: { $support }.
signatures-of-two = Signed by { $count } of 2.
remark-as-what = As what, or a remark
sign-it = Sign
signing-means = You sign that you have looked at both sides yourself and that they are one person.
told-on = Told on
told-how = Who was told, and how
family-was-told = The family was told in person
telling-means = From now on the family’s own pages show the result.
withdraw-it = Withdraw it

## A person's time line, remains at a glance
time-line = Time line
inventory = Bones that were examined
bones-at-a-glance = { $percent } % of a skeleton, of { $people } at least
