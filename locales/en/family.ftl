# Families' pages: as one speaks to someone who waits.

family-home = Your people
family-footer = We tell nobody else what you write here without your consent. A result is told to you in person, never on a page first.
family-none = You haven’t reported anybody yet.
report-somebody-missing = Report somebody who is missing
go-on-with-report = Go on with your report

## A case
what-comes-next = What comes next
what-has-been-done = What has been done
who-can-give-dna = Who can give DNA
why-dna = The DNA of relatives is compared with what is found. The closer the relatives are, and the more of them, the surer the answer. It is taken with a swab inside the cheek and doesn’t hurt.
these-gave-dna = These gave it:
these-could-give-dna = These could still give it; call us, or ask below:
tell-us-of-relatives = If there are other relatives by blood, tell us.
what-you-can-do = What you can do
save-what-is-held = Save what we hold

## The course of a case
family-you-reported = You reported this:
family-reported = Somebody reported to us.
family-step-reported = The report has reached us.
family-step-registered = The office has taken the case.
family-step-dna = DNA of relatives has been collected.
family-dna-taken = A relative gave DNA.
family-step-merged = Several reports were about the same person. They are one case now.
family-step-withdrawn = The report was taken back.
family-step-informed = The office told the family in person.
family-step-identified = Two people reviewed the identification and signed it.
family-step-alive = The person has been found alive.
family-step-fate = It is known what happened. The remains have not been found.
family-step-handed-over = The remains were handed over to the family.
family-step-closed = There is nothing left for the office to do.
family-step-reopened = The office looks into it again.
family-asked = We asked { $addressee } what they know.
family-reminded = We asked { $addressee } again.
family-overdue = { $addressee } was to answer by this day and has not.
family-reply-interim = { $addressee } wrote that an answer will come.
family-reply-answered = { $addressee } answered. We look at the answer.
family-reply-in-part = { $addressee } answered in part.
family-reply-nothing = { $addressee } answered that nothing is known there.
family-reply-refused = { $addressee } refused to answer.
family-handover-agreed = A handover was agreed.
family-handed-over = The remains were handed over.
family-handed-over-in-part = A part of the remains was handed over; more may be found.
family-contested = You doubted the result.
family-contest-answered = The office answered your doubt.
family-you-asked = You asked.
family-you-asked-held = You asked what is held.
family-you-asked-correction = You asked that something is put right.
family-you-asked-erasure = You asked that data is erased.
family-you-asked-laboratory = You asked for a second laboratory.
family-we-answered = The office answered.

## What comes next
family-next-reported = The office reads your report and calls you. It may take some days.
family-next-dna = Relatives give DNA. Without it, what is found can’t be compared with your family. The office calls you to agree on a day, or you ask for one below.
family-next-comparing = We are still searching for { $name }. We compare again each time something new arrives; last on { $day }. When there is something to tell, somebody comes to you.
family-next-waiting = We are still searching for { $name }. We compare each time something new arrives. When there is something to tell, somebody comes to you.
family-next-informed = The office agrees with you when, where and how the remains come home. If you doubt the result, say so: a second laboratory looks at it.
family-next-handed-over = If more is found later, the office asks you first, as you wished.
family-next-closed = Nothing more has to be done. You can ask the office at any time.
family-next-merged = The search goes on in the other case of the same person.
family-next-withdrawn = Nobody searches at the moment. You can report again at any time.

## Consent
your-consent = What you agree to
consent-lead = Each purpose is decided by itself. You can take back each at any time, here or by telling us.
consent-write = Write down what I agree to
you-agree-to = You agree to
purpose-search = To search
purpose-search-text = What you told us is used to look for the person: in lists, archives, by asking those who may know.
purpose-match = To compare DNA
purpose-match-text = Your DNA is compared with the DNA of remains, for no other purpose. Without this, your sample is left out.
purpose-share = To share with: { $party }
purpose-share-text = They see what you told us about the person, so that they can look in what they hold.
purpose-court = For a court
purpose-court-text = If a court looks into what happened, it may be given what you told us.
purpose-research = For research
purpose-research-text = Without names, so that methods of searching become better.
consent-written = We have written down what you agree to.

## What was written down
written-down = Written down
report-written = We have written down what you told us about { $name }. You can add to it at any time. The office reads it and calls you.
question-written = We have written down what you ask. The office answers within a month; the answer stands in the course of the case.
contest-written = We have written down your doubt. A second laboratory looks at the result, and you get a reasoned answer.
to-the-case = To the course of the case
your-receipt = Your receipt
your-receipt-lead = It proves that this was written down today. Photograph it, or save it. Nobody can take it out again unnoticed, not even we.

## Asking
ask-the-office = Ask the office
ask-lead = The office answers within a month. What you ask is on the record, and so is the answer.
what-do-you-ask = What do you ask?
ask-question = A question, or that we call you
ask-question-text = Write it in your words.
ask-held = What you hold about us
ask-held-text = We tell you what we hold about you and your person, with whom it was shared, and since when.
ask-correction = That something is put right
ask-correction-text = Say what is wrong and what is right.
ask-erasure = That your data is erased
ask-erasure-text = What we hold of you is erased, your DNA too. We call you before, since what is erased is no longer compared.
ask-laboratory = That a second laboratory looks at the result
ask-laboratory-text = It costs you nothing.
in-your-words = In your words
ask-in-words = Write in your words what it is about. Nothing was lost.
send-to-office = Send to the office
contest = Doubt the result
contest-lead = You have the right to doubt. A second laboratory looks at the result, and the office answers with reasons. Until then nothing is decided.
contest-why = What makes you doubt

## Reporting
step-of = Step { $number } of { $total }.
kept-as-you-go = What you type is kept. You can stop and go on later.
not-sent-yet = Not sent yet
go-on = Go on
change = Change
sending = Sending …
send-report = Send the report
forget-report = Forget what I typed
report-who = Who is missing?
report-when = What happened?
report-you = Who are you?
report-consent = What may we do with it?
report-check = Is it right so?
report-field-name = The name of the missing person
report-name-hint = As your family writes it, in any letters: given name, father’s name, surname.
report-field-born = Born
report-field-last-seen = When last seen
report-date-hint = As well as you know: 1962, 1962-03, 14.03.1962, or 1960/1964. If you don’t know, leave it empty.
report-field-place = Where
report-field-text = What happened, in your words
report-text-hint = In any language. What he or she wore, who was there, what others told you: everything can help.
report-field-own-name = Your name
report-field-relation = You are the missing person’s
relation-mother = mother
relation-father = father
relation-daughter = daughter
relation-son = son
relation-sister = sister
relation-brother = brother
relation-wife = wife
relation-husband = husband
relation-other = something else
relation-which = If something else: what?
report-field-contact = How we reach you
report-contact-hint = A telephone number, an address, or through whom.
