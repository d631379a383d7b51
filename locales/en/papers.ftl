# Papers: reports, letters, protocols.

## Every paper
paper-number = No. { $number }, { $day }
paper-footer = Kintrace. { $number }. As of { $day }.
paper-from = From
paper-to = To
paper-act = { $account }, { $day }
letter-to-family = Letter to the family
as-paper = As a paper (PDF)

## The report of an identification
paper-identification = Report of an identification
paper-identified = The remains { $remains } are those of { $name }.
paper-proposed = It is proposed, and not signed by two people yet, that the remains { $remains } are those of { $name }.
paper-identification-withdrawn = This identification was withdrawn: remains { $remains }, { $name }.
paper-lr-of-all = Likelihood ratio of all lines
paper-signed = Signed
paper-not-signed = Nobody has signed this yet. It is not an identification.
paper-first-signature = First signature, name, date
paper-second-signature = Second signature, name, date
paper-verify = The code holds the receipt of this identification in the record. Anybody can check it with the page “check a receipt”, without asking us.
field-contests-grounds = Why it is doubted

## The family's letter
letter-about = About { $name }
letter-greeting = Dear family,
letter-told = On { $day } we spoke with you. This letter says the same in writing.
letter-result = The remains that we keep under the number { $remains } are those of { $name }.
letter-how = We know it from: { $lines }.
letter-how-sure = How sure it is: { $chance }.
letter-two = Two people checked it, each for themselves, and signed.
letter-what-you-can-do = What you can do
letter-ask = Ask us anything, at any time.
letter-contest = If you doubt the result, tell us. A second laboratory looks at it, and we answer you with reasons.
letter-handover = The remains are handed over when and where you wish, in keeping with your customs.
letter-more = More remains may be found later. Tell us whether you want to know.
letter-data = You may see what we hold about you, have it corrected or erased.
letter-close = We are sorry for your loss, and for the years that you have waited.
letter-for-us = For the office

## A request
request-law = Under these rules families have the right to know what happened to their relatives; the parties search for the missing and pass on what they know.
request-please = Please answer by { $day }. That nothing is known is an answer, too.
request-please-soon = Please answer as soon as you can. That nothing is known is an answer, too.

## Custody and handover
paper-custody = Custody sheet
custody-how = Whoever gives and whoever takes write a line, and look at the seal before they sign.
paper-handover = Protocol of a handover
handover-lead = The remains of { $name } are given to the family.
handover-partial = These are not all remains of this person. If more are found, the family decides what is to be done.
handover-rights = The family may ask for a second examination also after the handover.
handover-for-office = For the office: name, signature
handover-for-family = For the family: name, signature
handover-witness = Witness: name, signature
