# Whoever was reported twice: both reports side by side, merged and parted.

## Who may be one person
reported-twice = Reported twice?
reported-twice-lead = Relatives report to several offices, and a name is written in many ways. Here is who else in the registry may be the same person. Only a person decides: nothing is joined by itself.
nobody-reported-twice = Nobody else in the registry is likely to be this person.

## Both reports, side by side
both-reports = Both reports, side by side
one-person-with = By name, dates, sex and place, they are one person with a probability of { $probability }.
differs = differs
where-the-case-is = Where the case is
both-families-dna = What the DNA of both families says
gave-the-same-dna = { $one } and { $other } gave the same DNA: they are one relative.
dna-says-nothing = No relative gave DNA for both reports, so the DNA neither speaks for nor against it.
apart-sex = They can’t be one person: { $one } and { $other } would be the same relative, and one is a man, the other a woman.
apart-dna = They can’t be one person: { $one } and { $other } would be the same relative, and their DNA differs at { $differ } of { $read } loci.
apart-pedigree = They can’t be one person: somebody would be their own ancestor.

## Merged, and parted
one-person = They are one person
merging-means = The case that you choose goes on. The other stays as it is and points to it. From the next comparison on, the relatives of both count together. It can be parted again at any time; nothing is lost.
which-goes-on = Which case goes on?
merge-the-cases = Merge the cases
merged-because = Why the cases were merged:
merged-elsewhere = One of them was merged into another case already. Compare that one.
two-people = They are two people
parting-means = The case is looked at again by itself, and its relatives count for it alone from the next comparison on.
part-the-cases = Part the cases
goes-on-in = This person was reported twice. The case goes on as
reports-of-one-person = These reports are of the same person, and their relatives count here:
compared-by-itself = can’t be one family; compared by itself
