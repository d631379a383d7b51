# What numbers mean. The words for a likelihood ratio are those of ENFSI's guideline for evaluative reporting (2015).

posterior = Posterior
best-posterior = Best posterior
probability = Probability
chance = Chance
lr-in-words = LR in words
less-than = less than { $number }
more-than = more than { $number }

support-excluded = excluded
support-none = no support either way
support-weak = weak support
support-weak-against = weak support against
support-moderate = moderate support
support-moderate-against = moderate support against
support-strong = moderately strong to strong support
support-strong-against = strong support against
support-very-strong = very strong support
support-very-strong-against = very strong support against
support-extremely-strong = extremely strong support
support-extremely-strong-against = extremely strong support against

times-impossible = impossible
times-even = about as probable
times-more = about { $factor } times more probable
times-less = about { $factor } times less probable
times-more-power = about 10^{ $power } times more probable
times-less-power = about 10^{ $power } times less probable

chance-someone-else = about 1 in { $count } that it is someone else
chance-someone-else-least = less than 1 in { $count } that it is someone else
chance-this-person = about 1 in { $count } that it is this person
chance-this-person-power = about 1 in 10^{ $power } that it is this person
chance-none = not this person, as far as the numbers go

lr-excluded = excluded
plot-lr = Likelihood ratio on a scale of powers of ten: { $times }; { $support }
plot-posterior = Posterior: { $parts }
plot-loci = log10 LR by locus; the table below has the same numbers
part-this-person = This person
part-others = Other registered missing
part-nobody = Nobody of the registry, or below { $least }
