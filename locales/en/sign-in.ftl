# Signing in, accounts, invitations.

sign-in = Sign in
kintrace-lead = Who the missing are, how sure that is, and why.
account-name = Account name
password = Password
sign-in-too-often = Too many attempts. Wait a minute, then try again.
sign-in-wrong = Account name and password don’t fit together. Check both; capital letters matter.
accounts-are-made-by = Accounts of the staff are made by two members of your office’s staff together.
families-join-here = Are you looking for somebody? Open an account

## Second factor
second-factor = Second factor
second-factor-lead = Besides the password, a passkey or a code from an app on your telephone. Whoever learns your password can’t sign in with it alone.
code-of-app = The code that your app shows now
code-wrong = This is not the code of now. A code is good for half a minute, and once.
lost-second-factor = If you no longer have the app, two members of your office’s staff can give the account back to you.
codes-add = Add an app
codes-scan = Photograph this with your authenticator app.
codes-or-type = Or type into it:
codes-first = The first code that it shows
codes-turn-on = Turn on
codes-turn-off = Turn off
codes-since = On since { $moment }.
codes-added = The second factor is on. From now on you need the app to sign in.

## The own account
account = Your account
where-signed-in = Where you are signed in
last-used = last used { $moment }
this-device = this one
end-session = Sign out there
end-all-others = Sign out everywhere else
change-password = Change the password
password-now = The password you have now
password-new = The new password
password-wrong = The password was another one. Nothing was changed.
password-changed = The password is changed. You are signed out everywhere else.

## Opening an account
join = Open an account
join-lead = With an account you can report somebody who is missing, and see what has been done. It costs nothing.
join-invited-lead = The office has invited you. It has told you a code besides this link; both are needed.
code-you-were-told = The code that you were told
name-for-signing-in = A name to sign in with
name-for-signing-in-hint = Letters, digits, points and hyphens. It need not be your real name.
password-hint = At least twelve characters. Three or four words that only you put together are good.
password-short = At least { $least } characters are needed.
which-office = Which office should take care of it?
the-registry = the body that keeps the registry
open-account = Open the account
have-account = I have an account already
link-and-code-wrong = Link and code don’t belong together, or are no longer good. Nothing was lost: ask the office for new ones.
name-taken = Somebody signs in with this name already. Choose another one.
name-not-possible = Letters, digits, points and hyphens are possible in this name, and no blanks.

## Invitations, and accounts given back
invitation = Invitation
invite-a-relative = Invite a relative
invite-lead = You get a link and a code. Give them to the relative by two different ways: the link on paper or by message, the code by telephone or in person.
which-relative = Which relative
relative-not-in-family = somebody who is not in the pedigree
make-invitation = Make an invitation
shown-once = Link and code are shown once. Print this page, or write them down now.
the-link = The link
the-link-lead = To be photographed or typed in.
the-code = The code
the-code-lead = To be told another way than the link.
good-for-two-weeks = Good for two weeks, and once.
good-for-three-days = Good for three days, and once. With it a new password is chosen; second factors are taken away.
accounts = Accounts
role = Role
recovery = Giving an account back
recovery-lead = Somebody who has lost password or telephone gets the account back when two members of the staff ask for it together: one asks, another confirms, and is told a link and a code for that person.
recovery-ask = Ask
recovery-ask-for = Ask that { $account } is given back
recovery-asked-by = asked by { $account }
recovery-confirm = Confirm
diary-second-factor-added = A second factor was turned on
diary-second-factor-removed = A second factor was turned off
diary-relative-invited = A relative was invited to the case { $missing }
diary-recovery-asked = It was asked that the account { $account } is given back
diary-recovery-confirmed = It was confirmed that the account { $account } is given back
diary-recovered = The account { $account } was given back

## A form that was sent without a session
resume = Your form is still here
resume-lead = You were signed out before it was sent. Nothing was lost: look at it, and send it once more.
resume-send = Send it
