# What is wrong with a file, and rules that name a value.

## Where
at-row = row { $row }
at-column = column { $column }

## Rules that name what they found. The program's rules say them in English; that English text is recognised here, with what stands in it.
fault-cant-follow = “{ $next }” can’t come after “{ $last }”
fault-somebody-else = “{ $name }” is somebody else: everybody speaks and signs in their own name
fault-no-such-thing = { $thing }: there is no such thing
fault-takes-guilt = “{ $word }” takes guilt as given, and no judgment is final
fault-tooth = { $tooth }: a number of the FDI was expected, 11 to 48 or 51 to 85
fault-at-least-at-most = at least, then at most, up to { $most }, was expected
fault-from-at-most-to = from at most to, up to { $most }, was expected
fault-one-of = “{ $text }”; expected one of: { $words }
fault-kind-and-id = “{ $text }”; a kind and an id were expected, such as site/S-12
fault-not-expected-kind = “{ $kind }” is not what was expected here

fault-tooth-twice = tooth { $tooth } is given twice
fault-line-twice = this line is given twice
fault-one-account = one account at least was expected, or nobody could ever open it
fault-bytes = 200 bytes at most were expected, without blanks around

## Rows of files
fault-id-of = the id of { $what } was expected
fault-given-twice = { $what } is given twice (first in row { $row })
fault-this-missing-person = this missing person
fault-this-person = this person
fault-these-remains = these remains
fault-this-sample = this sample
fault-number-between = a number from { $from } to { $to } was expected
fault-allele-twice = locus { $locus } has this allele in row { $row }, too
fault-reported-twice = this person is reported twice, as { $other } in row { $row } and as { $id }
fault-reported-already = this person is already reported, as { $other }
fault-id-of-family = the id of a family was expected
fault-id-of-relative = the id of the relative was expected
fault-no-missing-person = no missing person has this id
fault-other-person = missing person { $missing } is person { $person } of family { $family }, not { $id } of { $other }
fault-other-family = this person already belongs to family { $family }
fault-other-sex = { $id } was reported with the other sex
fault-age-at-least = an age of at least { $from } was expected
fault-sample-of = a person or remains that the sample is from was expected
fault-person-or-remains = either a person or remains was expected, not both
fault-nobody = nobody has this id
fault-no-remains = no remains have this id
fault-no-sample = no sample has this id
fault-sample-used = this sample is already used, for { $whose }
fault-unknown-locus = unknown locus; a locus of the frequency table, of the Y chromosome (DYS…) or mtDNA was expected
fault-no-haplotypes = a table of haplotypes was expected: sample, and loci of the Y chromosome (DYS…) or mtDNA
fault-no-haplotype-locus = a locus of the Y chromosome (DYS…) or mtDNA was expected
fault-locus-twice = sample { $sample } has locus { $locus } in row { $row }, too
fault-no-such-allele = locus { $locus } has no such allele in the frequency table ({ $range }); if the reading is right, add the allele to the table or import with --accept-rare-alleles
fault-relation = a relation was expected, such as mother, brother, half sister by the father, son with <id>, nephew by a sister, mother's brother or cousin by the mother's brother
fault-names-with-languages = names with their languages were expected, such as az: Dağ; hy: Լեռ
fault-own-party = another id was expected, and your own party or none
fault-not-in-family = { $id } is not in this family
fault-same-person = { $one } and { $other } would be the same person
fault-both-sexes = { $id } would be both male and female
fault-own-ancestor = { $id } is their own ancestor
fault-listed-twice = { $id } is listed twice
fault-parent-not-there = { $id }: { $role } “{ $parent }” is not in the pedigree
fault-parent-sex = { $id }: the { $role } { $parent } is { $sex }
fault-not-founder = { $id }: { $other } is not a founder of this family: kinship of those whose parents are there follows from them
fault-founder-coefficient = { $id }: a coefficient of { $name } is a number from 0 to { $most }, not { $value }
fault-founder-several = { $id }: a founder can be related to one other founder; name the common ancestors of more in the pedigree
fault-kinship-coefficient = how closely they are related was expected: a number from 0 to 0.25

fault-male = male
fault-female = female
fault-father = father
fault-mother = mother

## Alleles and frequencies
fault-off-ladder = off-ladder value “{ $value }”; an allele such as 9 or 9.3 was expected
fault-no-allele = “{ $value }” is not an allele; a number of repeats such as 9 or 9.3 was expected
fault-no-range = no range that was read; one such as 16024-16365 73-340: was expected before the differences
fault-not-a-range = “{ $value }” is no range; one such as 16024-16365, HV1 or CR was expected
fault-no-difference = “{ $value }” is no difference; one such as 16126C, 16093Y, 315.1C or 249del was expected
fault-outside-range = “{ $value }” lies outside the range that was read
fault-reference-base = “{ $value }”: the reference (rCRS) has { $base } there
fault-position-twice = “{ $value }”: something else was written of this position
fault-frequency = a frequency between 0 and 1 was expected
fault-frequency-of = locus { $locus }, allele { $allele }: frequency { $value } is not between 0 and 1
fault-frequencies-sum = locus { $locus }: the frequencies add up to { $sum }, 1 was expected
fault-frequency-twice = locus { $locus }: allele { $allele } is given twice
fault-several-alleles = several alleles in one cell; one was expected
fault-id-of-sample = the id of a sample was expected
fault-name-of-locus = the name of a locus was expected

## Files and tables
fault-empty-file = the file is empty; a table was expected
fault-no-rows = no rows; a table with a header was expected
fault-no-sheet = no sheet with rows; a table with a header was expected
fault-unknown-table = these columns are no known table; expected one of: { $tables }
fault-workbook = the workbook can’t be opened: { $why }
fault-not-a-table = not a table: { $why }
fault-unknown-format = unknown format; a table (CSV, XLSX) or a Familias file was expected
fault-reference-cases = a JSON file of format { $format }; reference cases are for `kintrace lr` and `kintrace joint`
fault-column = this column was expected
fault-column-twice = this column means the same as { $first }; one was expected
fault-columns-same = { $one } and { $other } mean the same; one was expected
fault-cells = { $found } cells; { $wanted } were expected, one a column
fault-columns-of-locus = { $count } columns for one locus; one or two were expected
fault-no-column-of-names = no column of names among: { $columns }; name, or given name and surname, was expected
fault-yes-or-no = yes or no was expected
fault-cant-be-read = can’t be read: { $why }
fault-json = JSON was expected: { $why }
fault-of-family = family { $family }: { $what }

## Familias
fault-file-ends = the file ends here; { $what } was expected
fault-a-number = { $what } was expected, a number
fault-a-whole-number = { $what } was expected, a whole number
fault-precomputed = precomputed probabilities can’t be read; save the file without them
fault-theta = a theta from 0 to below 1 was expected
fault-stationary = locus { $locus }: the stationary stepwise model can’t be computed; equal, proportional or extended stepwise was expected
fault-locus-of-database = a locus of the database was expected
fault-true-or-false = #TRUE# (male) or #FALSE# (female) was expected
fault-twins = identical twins and direct matches can’t be computed from a .fam file
fault-part = the part { $part } was expected
fault-silent = locus { $locus }: silent alleles can’t be computed yet
fault-model = locus { $locus }: mutation model { $model }; 0 to 4 was expected
fault-two-parents = family { $family }: { $child } has two parents of one sex, { $one } and { $other }

## Noticed while importing
fault-noticed-twice = { $file }, row { $row }: { $id } has the name, birth, day and place of { $other } in row { $first }; one person reported twice?
fault-alleles-added = alleles added at frequency { $frequency }: { $alleles }
fault-truth = { $file }: known truth of a simulation, not imported
fault-unknown-columns = { $file }: unknown columns, kept as they are: { $columns }
fault-left-out = { $file }, row { $row }: “{ $label }” is not an allele, left out
fault-no-loci = { $file }: columns that are no locus, passed over: { $columns }
