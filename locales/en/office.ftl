# The office's pages.

## Overview
count-missing-persons = { $count ->
    [one] missing person
   *[other] missing persons
  }
count-remains = { $count ->
    [one] set of remains
   *[other] sets of remains
  }
what-you-may-see = What you may see stands under:
hypotheses-by-posterior = Hypotheses by posterior
strength-ready = { $from } and above: ready for review
strength-more-evidence = { $from } to { $to }: more evidence would decide
strength-likely = { $from } to { $to }: more likely than not
strength-possible = { $from } to { $to }: possible
last-compared = Last compared on { $moment }. We compare again each time something new arrives.
nothing-compared-yet = Nothing has been compared yet.
changed-lately = What changed lately
import-to-begin = Import the tables of your office or laboratory to begin.
why-may-be = Why { $remains } may be { $name }

## The diary
diary-imported = Imported: { $changes } ({ $files })
diary-searched = Compared: { $missing ->
    [one] one missing person
   *[other] { $missing } missing persons
  } with { $remains ->
    [one] one set of remains
   *[other] { $remains } sets of remains
  }; { $found ->
    [one] one hypothesis
   *[other] { $found } hypotheses
  }
diary-list-received = A list of { $rows ->
    [one] one row
   *[other] { $rows } rows
  } received: { $likely } probably in the registry
diary-row-confirmed = Row { $row } of list { $list } confirmed to be { $missing }
diary-row-rejected = Row { $row } of list { $list } found not to be { $missing }
diary-row-reopened = Row { $row } of list { $list } and { $missing }: to be decided again
diary-reported = A missing person reported: { $missing }
diary-account-added = An account added: { $role }
diary-identity-opened = A protected witness’s identity was opened
diary-erased = Somebody’s data was erased
diary-by = { $what }, by { $account }
diary-as-written = { $text }
change-new = { $kind }: { $count } new
change-altered = { $kind }: { $count } changed
change-nothing = nothing new

## Missing persons
enter-new-report = Enter a new report
name-place-or-id = Name in any script, place or id
candidate = Candidate
candidates = Candidates
more-likely-than-not = more likely than not
sorted-by = Sorted by
sort-name = name
sort-born = date of birth
sort-last-seen = last seen
sort-id = id
nobody-fits = Nobody in the registry fits. Try fewer words, or another spelling.

what-is-known = What is known
capacity-as-reported = Capacity, as reported
also-missing = Also missing
who-it-could-be = Who it could be
nothing-found-of = We haven’t found anything yet that could be from { $name }. We compare again each time something new arrives.
sets-of-remains-could-be = { $count ->
    [one] One set of remains could be from { $name }; below it says how sure that is.
   *[other] { $count } sets of remains could be from { $name }; the list below says how sure that is.
  }
on-lists-of-others = On lists of others
row-of-list = row { $row } of { $list }
family-as-table = The family as a table
members-of-family = Members of the family
dna-given = given
samples-of-relatives = Samples of relatives
no-relative-gave-dna = No relative has given DNA yet. Without it, remains are compared only by what else is known, and that is seldom enough.
sample-of = Sample { $sample } of { $of }
loci-typed = { $count ->
    [one] one locus typed
   *[other] { $count } loci typed
  }
profile-of-sample = Profile of sample { $sample }

## A report is typed in
new-report = A new report
not-entered-yet = Not entered yet
look-at-them-first = Somebody like this is in the registry already. Look at them first; if it is nobody of them, enter the report.
name-as-written = Name, as the family writes it, in any script
born-how = Born (a year, a month or a day: 1962, 1962-03, 14.03.1962)
entering = Entering …
none-of-them-enter = It is none of them: enter the report
enter-the-report = Enter the report
in-registry-already = In the registry already?
the-same-with = the same with a probability of { $probability } ({ $reasons })
born-on = born { $date }
last-seen-on = last seen { $date }
reason-name = name { $weight }
reason-born = born { $weight }
reason-last-seen = last seen { $weight }
reason-sex = sex { $weight }
reason-place = place { $weight }

## Remains
remains-of-id = Remains { $id }
id-site-or-description = Id, site or description
no-remains-fit = No remains in the registry fit.
sex-estimated = Sex, estimated
age-estimated = Age at death, estimated
stature-estimated-cm = Stature, estimated, cm
nobody-fits-remains = Nobody in the registry fits these remains so far. They may be of somebody whom nobody has reported to us, or whose relatives have not given DNA yet.
samples-and-profiles = Samples and profiles
no-sample-yet = No sample has been taken yet.

## Hypotheses
hypotheses-lead = Each says: these remains are that missing person. Posteriors take all remains, all families and the prior into account together.
compare-everything-again = Compare everything again
nothing-found-yet = We haven’t found anything yet. We compare again each time something new arrives.
import-first = Import families and remains first
search-was = Compared { $moment }: { $missing } missing persons with { $remains } remains. Prior: { $outside } people outside the registry, those already found not counted, could lie where remains are found, each as likely as each registered missing person. θ = { $theta }. Probability left out: at most { $dropped }. Sampling error: at most { $error }. { $engine }.
comparing = Comparing …
comparing-everything = We are comparing all families with all remains. New hypotheses appear here by themselves.
comparing-so-far = We are comparing all families with all remains: { $done } of { $total } missing persons so far. New hypotheses appear here by themselves.
comparison-failed = The last comparison did not finish. What was found before is still shown. Start it once more; if it fails again, tell the administrator.
are-remains = Are remains { $remains } { $name }?
remains-and-person = { $remains } and { $name }
in-short = In short
posterior-takes-all = It takes all remains, all families, every line of evidence and the prior into account together.
posterior-too-low = The last comparison gave this pair a posterior below 0.001.
the-dna-alone = The DNA alone
dna-says = The remains’ profile is { $times } if they are { $name } than if they are somebody unrelated to the family: { $support } (log10 LR { $lr }).
remains-in-family = The remains in the family
side-by-side = Side by side
age-side-by-side = Age (last seen; at death), years
what-enters-the-posterior = What of these enters the posterior, and with which weight, is said above. Injuries at death and marks are shown for the examiner.
locus-by-locus = Locus by locus
no-profile-to-compare = Nothing can be compared: the remains have no profile yet.
panel-of-loci = { $count } loci were compared; listed are the { $shown } that speak most against. All of them are in the file of this pair.
panel-of-linked-loci = So many lie near each other on chromosomes that they are not independent. They are multiplied as if they were: take the number for how well the pair fits, and not at its face value.
linked-loci = { $one } and { $other } lie near each other on one chromosome. Unless parents alone or a single child alone were typed, they are not quite independent; they are multiplied as if they were. Without { $more }, which says more, the log10 LR of the DNA would be { $lr }.
of-one-line = Handed down one line only
of-one-line-explained = The Y chromosome comes from the father, mitochondrial DNA from the mother. Both are compared as a whole, so there is no number for each locus: the table of lines above says what they weigh. Mitochondrial DNA is written as its differences from the reference (rCRS), after the range that was read.
bars-above-and-below = Bars above the line speak for the pair, bars below against.
surprising-loci = { $count ->
    [0] No locus is surprising.
    [one] One locus is surprising if the pair is true (marked “!”): look for a mutation, an allele that dropped out, or a relation that is not as stated.
   *[other] { $count } loci are surprising if the pair is true (marked “!”): look for a mutation, an allele that dropped out, or a relation that is not as stated.
  }
strip-of-loci = Strip of loci
surprising = surprising
other-candidates = Other candidates
no-other-candidates = Neither side has another candidate with a posterior of 0.001 or more.
for-remains = For remains { $id }
for-person = For { $name }
what-the-numbers-rest-on = What the numbers rest on
allele-frequencies = Allele frequencies
mutation = Mutation
mutation-model = extended stepwise, { $mothers } (mothers) and { $fathers } (fathers) a locus
mutation-models = Loci with mutation models of their own
drop-out-in-remains = Drop-out in remains
drop-out-allowed = allowed for, by the heights of peaks where they are known (from { $threshold } RFU on they are read), and else by how much of the profile is missing
drop-out-not-allowed = not allowed for
prior = Prior
prior-outside = { $outside } people outside the registry, those already found not counted, could lie where remains are found
engine = Engine

## Lists of others
lists-of-others = Lists of others
lists-lead = Other offices and organisations keep lists of the missing, too. A list is kept as it was received. Who on it may be in the registry is worked out from names in any script, dates and places; whether it is so, a person decides.
list-not-kept = The list was not kept
list = List
received = Received
rows = Rows
row = Row
to-be-decided = To be decided
confirmed = Confirmed
receive-a-list = Receive a list
which-list-files = CSV or a workbook, one person a row, with a column of names (or given name, patronymic and surname) and whatever else is known: sex, birth, last seen, place. Nothing in the registry changes by this.
what-it-is-and-whose = What it is and whose
keep-and-compare = Keep and compare
list-received = Received { $moment } by { $account }, { $rows ->
    [one] one row
   *[other] { $rows } rows
  }.
file-as-received = The file as it was received
links-by-decision = Links by decision
links-open = To be decided ({ $count })
links-confirmed = Confirmed ({ $count })
links-rejected = Rejected ({ $count })
who-may-be-whom = Who may be whom
on-the-list = On the list
in-the-registry = In the registry
list-and-row = { $list }, row { $row }
row-is-one-person = Nothing was changed. A row can be one person only: take the other decision back first.
nobody-likely = Nobody in the registry is likely to be this person.
on-the-list-as-received = On the list, as received
same-person-with = The same person with a probability of
how-it-agrees = How it agrees
weight = Weight
weights-are-powers = Weights are powers of ten: +2 says that this is a hundred times more probable for one person than for two, −1 ten times less.
reason-together = together
they-are-one = They are one person
they-are-two = They are two
decided-one = One person, as { $account } decided.
decided-two = Two people, as { $account } decided.
take-back = Take back

## Import
nothing-was-imported = Nothing was imported
to-be-put-right = { $count ->
    [one] One thing must be put right first.
   *[other] { $count } things must be put right first.
  } Correct the files and choose them again.
what-would-change = What would change
nothing-changed-yet = Nothing has been changed yet. From: { $files }.
all-in-registry-already = Everything in these files is in the registry already.
new = New
changed = Changed
what-is-there-and-would-change = What is in the registry already and would change
importing = Importing …
import-and-compare = Import and compare
leave-everything = Leave everything as it is
good-to-know = Good to know
choose-files = Choose files
which-files = Tables as CSV or XLSX (missing persons, relatives or pedigree, remains, samples, profiles, frequencies) and Familias files. What a table holds is recognised by its columns. You see what would change before anything does.
accept-rare-alleles = Accept alleles that the frequency table lacks, at frequency 0.005
reading = Reading …
show-what-would-change = Show what would change
choose-a-file = Choose a file first.
upload-gone = This upload is no longer waiting (an hour has passed, or it was imported already). Choose the files once more; nothing was lost.
files-hold-others = The files hold things that somebody else of your office imports ({ $kinds }); nothing was changed.
and-more = … and { $count } more

## Samples
no-samples-for-laboratory = No samples have been given to this laboratory yet.
barcode = Barcode
taken-on = Taken
loci-read = Loci read

## Records
everything-recorded = Everything that is recorded
recorded-about-it = What is recorded about it
put-in-something-new = Put in something new
nothing-recorded-here = Nothing is recorded here yet.
new-of-kind = New: { $kind }
readings-are-recorded = Each reading of this page is put on record.
identity = Identity
identity-was-opened = That you opened it is on record, and whoever keeps contact with the witness sees it.
identity-is-sealed = The identity is sealed. You are named as one who may open it; that you did goes on record.
open-identity = Open the identity
what-is-written-down = What is written down
change-or-add = Change or add to it
save-original = Save the original
saving-is-recorded = (That you did goes on record.)
the-original = The original
original-is-kept = It is kept bit for bit, and can’t be replaced afterwards.
keeping = Keeping …
keep-it = Keep it
what-it-refers-to = What it refers to
what-sources-say = What sources say
sources-differ = sources differ
taken-here = Taken here: { $reason }
changed-by-somebody = Somebody else has changed this meanwhile
changed-by = { $account } has changed this meanwhile
nothing-typed-is-lost = Nothing of yours is lost: the form below holds what you typed. Look at the difference; what you send next takes the place of what stands there now.
the-difference = The difference
as-it-was = Before
as-the-other-left-it = As the other left it
as-you-typed-it = As you typed it
not-written-down-yet = Not written down yet
writing = Writing …
write-it-down = Write it down
member-and-problem = { $field }: { $problem }

## Receipts
receipt-heading = Receipt { $number }
receipt-proves = This proves that something was recorded on { $moment } and has stood unchanged in the record since. Keep it: it can be checked without asking us.
receipt-check-page = Check it on a page that works without the Internet
receipt-or-command = or with
to-photograph = To photograph or print
receipt-too-long = The receipt is too long for a code; keep the file.
save-receipt = Save the receipt as a file
who-signed = Who signed
the-record = The record
witnesses = Witnesses
no-witnesses-asked = none are asked for yet
not-enough-signed = not enough have signed yet; look again in a few minutes
receipt-as-text = The receipt as text
history-latest = The latest { $count }. The whole history is in the record.
show-picture = Show the picture
picture-is-covered = may show remains or violence
showing-is-recorded = That it was shown, and to whom, is put on record.
silent-alleles = Silent allele at each locus, frequency
drop-in-of-remains = Reading of a single allele that is not the body’s at a locus (drop-in), probability
contamination-of-remains = Reading of another person’s DNA at a locus, probability
theta-of-lineages = Share of people of the same male or maternal line without anybody’s knowing it
haplotypes-of-population = Haplotypes of a population
population-haplotypes = male lines: { $male }; maternal lines: { $maternal }
learned-of = Frequencies, places and prior learned from
learned-of-people = missing persons: { $missing }; remains: { $remains }
how-the-dead-lie = How the dead lie
who-lies-together = Who lies together
places-together = with others who vanished with them { $together } %; learned from { $pairs } of those pairs
places-learned = near where they were last seen { $near } %, taken some way { $taken } %, anywhere { $anywhere } %; learned from { $pairs ->
    [one] { $pairs } pair
   *[other] { $pairs } pairs
} that DNA alone settles

## Whom to ask for DNA
whom-to-ask = Whose DNA would help most
whom-to-ask-lead = Relatives who have given no DNA yet, whoever would help most first. To be named by DNA alone, a whole profile must say so much for this person, against somebody else: { $times }.
dna-now = With the DNA that there is, this is expected of the person’s own whole profile: { $times }. It would be enough in { $enough } of cases.
nobody-to-ask = Everybody of the family who could give DNA has given it.
dna-would-be = Expected with this relative
dna-would-suffice = Would be enough
whom-to-ask-hint = Whether a relative is alive and willing is not known here. Bones often give less than a whole profile; then it takes more relatives.
what-to-read = What else could be read of samples that are there
what-to-read-lead = Those who gave DNA are not asked again: their samples, and the remains, are read at further loci. What would help most comes first.
what-is-read = Kit, or line of descent
loci-without-frequencies = (no frequencies imported: { $loci })
dna-would-be-then = Expected then

## Which missing persons the families' DNA can find
inclusion-powers = Who can be found by DNA
inclusion-powers-lead = For everybody who is still looked for and has no candidate: what the family’s DNA would say of a whole profile of the missing person, and whether that is enough to name somebody by DNA alone. It is worked out after each search. Male and maternal lines count as far as those of other families were read.
reaches = How far the DNA reaches
reach-no-dna-yet = Nobody of the family has given DNA
reach-not-enough = The DNA of these families is not enough yet
reach-perhaps-enough = The DNA of these families may be enough
reach-enough = The DNA of these families is enough
nobody-of-this-reach = There is nobody here.
dna-now-short = Expected now
dna-suffices = Is enough
ask-first = Whom to ask first
nobody-gave-dna = nobody gave DNA
nobody-left-to-ask = nobody is left to ask

## Searches in tiles

tile-searches = Searches in tiles
tile-searches-text = A search of the DNA of all families against that of all remains, cut into tiles on which workers on any number of machines work at once. The program’s command “kintrace jobs start” begins one, and “kintrace worker” is a worker.
no-tile-searches = No search in tiles was begun yet.
tile-search = Search { $number }, begun { $moment }
tile-search-threshold = It finds pairs whose likelihood ratio is 10 to the power of { $lr } or more.
tiles-done = { $done } of { $tiles } tiles done
tiles-under-way = Under way
tiles-begun-again = Begun more than once: a worker was lost
tiles-failed = Failed, to be tried again
tile-pairs-compared = Pairs compared
tile-pairs-found = Pairs found
tile-pairs-a-second = Pairs a second, all workers together
tile-pairs-a-second-of-a-worker = Pairs a second, each worker
tile = Tile
tile-runs = Begun, times
tile-worker = Worker
tile-failure = Why
tile-searches-link = Searches in tiles, for many machines
