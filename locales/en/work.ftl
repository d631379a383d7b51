# What waits for whoever is signed in.

## What waits
waits-for-you = What waits for you
nothing-waits = Nothing waits for you now.
late = late
waits-for-answers = To be answered
waits-for-registering = To be registered
waits-for-signing = To be signed
waits-for-telling-the-family = The family is to be told in person
waits-for-answering-a-doubt = A family’s doubt is to be answered
waits-for-handing-over = To be handed over to the family
waits-for-sending = To be sent
waits-for-surveying = To be surveyed
waits-for-proposing = Ready to be proposed as identifications
waits-for-deciding = Rows of others’ lists to decide
waits-for-typing = Samples without a profile
waits-for-a-second = Accounts that wait for a second member of the staff
waits-for-finishing = What you began
remains-may-be = { $remains } may be { $name }
rows-of-list = { $list }: { $rows }
only-with-state = Only: { $state }.
show-all = Show all
write-something-down = Write something down

## Searching everything
find = Find
find-words = Words in any script, a number or a barcode
find-lead = Everything that you may see is searched: people, remains, samples, and what was written down.
found-nothing = We found nothing with these words.
scan-a-code = Scan a code
camera-refused = The camera can’t be used. Type the number instead.

## Labels
labels = Labels
labels-lead = Each code holds the number beside it and nothing else.
print-labels = Labels to print
to-the-file = Back to the file
