# Forms of what an office writes down.

## Steps
step-what = What it is
step-where = Where it is
step-who = Who it is about
step-speaker = Who speaks
step-said = What was said
step-sources = Who says so
step-contact = Whom to speak with
step-course = The course of it
step-body = The body
step-teeth = Teeth
step-medical = Injuries, illness, marks
step-effects = Clothing and belongings
step-consent = What was agreed to
step-protection = Protection
step-about = What it is about
step-participants = Who took part
step-finds = What was found
step-bones = Bones
step-transfers = From hand to hand
step-origin = Where it comes from
step-request = What is asked
step-deadlines = When it is due
step-replies = What was answered
step-findings = Lines of evidence
step-conclusion = The conclusion
step-contests = What the family doubts
step-handover = The handover
steps-of-the-form = Steps of the form

## Putting down and taking up
begun-before = You began this earlier. What you typed is still here.
kept-while-typed = What you type is kept as you go, also if you leave, your session ends or the line breaks. It becomes part of the record when you write it down.
forget-what-is-typed = Forget what I typed
add-another = Add another
leave-out = Leave out


## What stands in a form
at-least = at least
at-most = at most
area = Area
in-words = In words
a-date = A date
a-thing = A person, a place or another thing
no-side = no side
unit = Unit
further-pieces = Further pieces of the same bones
tooth-number = Tooth { $number }
tooth-detail = Tooth { $number }: surfaces and material
teeth-upper-right = Upper right
teeth-upper-left = Upper left
teeth-lower-left = Lower left
teeth-lower-right = Lower right
teeth-milk-upper-right = Milk teeth, upper right
teeth-milk-upper-left = Milk teeth, upper left
teeth-milk-lower-left = Milk teeth, lower left
teeth-milk-lower-right = Milk teeth, lower right
bone-cell = { $bone }, { $side }: { $what }
hint-date = As far as it is known: 1992-02-25, 1992-02, 1992, 1950~ (about), 1948/1952 (between). Leave it empty if it is not known.
hint-day = A day: 2026-11-25 or 25.11.2026.
hint-language = az, hy, ru, en or another code.
hint-degrees = Degrees, such as 40.1234.
hint-area = Instead of a point: a corner a line, latitude and longitude, such as 40.12, 46.50.
hint-loci = A locus a line with its alleles: D3S1358: 15 16.
hint-bones = How many, and how much of each is there in percent. Empty: none.
hint-sealed = Name, contact and whatever else says who it is. It is sealed at once and not shown again here.
hint-sealed-already = An identity is sealed. What you type here takes its place.
