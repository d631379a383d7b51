# Signing in.

sign-in = Sign in
kintrace-lead = Who the missing are, how sure that is, and why.
account-name = Account name
password = Password
sign-in-too-often = Too many attempts. Wait a minute, then try again.
sign-in-wrong = Account name and password don’t fit together. Check both; capital letters matter.
accounts-are-made-by = Accounts are made by the office’s administrator.
