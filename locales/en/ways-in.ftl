# Passkeys, institutions, obligatory second factors, new accounts.

## Passkeys
passkey-sign-in = Sign in with a passkey
passkey-second = Show the passkey that belongs to this account.
passkey-not-now = The passkey was not shown. Nothing has changed; try again, or sign in with your password.
passkey-wrong = This passkey is not known here, or the answer came too late. Try again.
passkey-add = Add a passkey
passkey-lead = Your telephone, your computer or a key on your ring signs you in, with your finger, your face or a PIN. Then no password can be stolen from you.
passkey-name = What do you call this device?
passkey-name-hint = For example: my telephone. You see it here when you want to take it away.
passkey-make = Use this device
passkey-since = Passkey “{ $name }”, since { $moment }.
passkey-added = The passkey is added. You can sign in with it, without a name and a password.
diary-passkey-added = A passkey was added

## Institutions
institution-sign-in = Sign in with your account at { $institution }
institution-connect = Connect with { $institution }
institution-connect-lead = { $institution } asks who you are. From then on you sign in here with your account there.
institution-go = Go on to { $institution }
institution-since = Connected with { $institution }, since { $moment }.
institution-silent = The institution does not answer. Try again later, or sign in with your password.
institution-again = The institution has not let you in, or it took too long. Begin again.
institution-unknown = You are known at the institution, but no account here is connected with it. Sign in with your password and connect it under “Your account”.
institution-other-account = This account at the institution is connected with another account here already.
diary-institution-connected = An account was connected with { $institution }
signed-in-go-on = You are signed in: go on

## Obligation
second-factor-first = Before you go on, add a second factor: a passkey, or codes of an app. What this registry holds is worth more than one password.
second-factor-last = This is the only second factor of this account. Add another one first.
factor-removed = It is taken away.

## New accounts, and ended ones
account-new = A new account
account-new-lead = You propose it, another member of the staff confirms it and is told a link and a code for that person, who then chooses a password.
account-propose = Propose
account-end = Ending
account-end-now = End
account-end-for = End the account { $account }
account-closed = nobody can sign in
recovery-confirm-for = Confirm that { $account } is given
diary-account-ended = The account { $account } was ended
