# Passkeys, institutions, obligatory second factors, new accounts.

## Passkeys
passkey-sign-in = Մտնել մուտքի բանալիով
passkey-second = Ցույց տվեք այս հաշվի մուտքի բանալին։
passkey-not-now = Մուտքի բանալին ցույց չտրվեց։ Ոչինչ չի փոխվել. փորձեք ևս մեկ անգամ կամ մտեք գաղտնաբառով։
passkey-wrong = Այս մուտքի բանալին այստեղ հայտնի չէ, կամ պատասխանն ուշ եկավ։ Փորձեք ևս մեկ անգամ։
passkey-add = Ավելացնել մուտքի բանալի
passkey-lead = Ձեր հեռախոսը, համակարգիչը կամ կախովի բանալին ձեզ ներս է թողնում մատնահետքով, դեմքով կամ PIN-ով։ Այդ դեպքում ձեզանից ոչ մի գաղտնաբառ չեն կարող գողանալ։
passkey-name = Ինչպե՞ս եք անվանում այս սարքը
passkey-name-hint = Օրինակ՝ իմ հեռախոսը։ Այստեղ կտեսնեք այն, երբ ցանկանաք հանել։
passkey-make = Օգտագործել այս սարքը
passkey-since = Մուտքի բանալի «{ $name }», սկսած՝ { $moment }։
passkey-added = Մուտքի բանալին ավելացված է։ Դրանով կարող եք մտնել առանց անվան և գաղտնաբառի։
diary-passkey-added = Ավելացվել է մուտքի բանալի

## Institutions
institution-sign-in = Մտնել { $institution } հաշվով
institution-connect = Կապել «{ $institution }» հաշվի հետ
institution-connect-lead = «{ $institution }» կհարցնի, թե ով եք։ Դրանից հետո այստեղ կմտնեք այնտեղի ձեր հաշվով։
institution-go = Շարունակել՝ { $institution }
institution-since = Կապված է «{ $institution }» հաշվի հետ, սկսած՝ { $moment }։
institution-silent = Հաստատությունը չի պատասխանում։ Փորձեք ավելի ուշ կամ մտեք գաղտնաբառով։
institution-again = Հաստատությունը ձեզ ներս չթողեց, կամ դա շատ երկար տևեց։ Սկսեք նորից։
institution-unknown = Հաստատությունը ձեզ ճանաչում է, բայց այստեղ ոչ մի հաշիվ դրա հետ կապված չէ։ Մտեք գաղտնաբառով և կապեք «Ձեր հաշիվը» բաժնում։
institution-other-account = Հաստատության այս հաշիվն այստեղ արդեն կապված է այլ հաշվի հետ։
diary-institution-connected = Հաշիվը կապվել է «{ $institution }» հաշվի հետ
signed-in-go-on = Դուք մտել եք. շարունակեք

## Obligation
second-factor-first = Շարունակելուց առաջ ավելացրեք երկրորդ հաստատում՝ մուտքի բանալի կամ հավելվածի կոդեր։ Այս գրանցամատյանում եղածը մեկ գաղտնաբառից ավելի արժեքավոր է։
second-factor-last = Սա այս հաշվի միակ երկրորդ հաստատումն է։ Նախ ավելացրեք մեկ ուրիշը։
factor-removed = Հանված է։

## New accounts, and ended ones
account-new = Նոր հաշիվ
account-new-lead = Դուք առաջարկում եք, մեկ այլ աշխատակից հաստատում է և ստանում այդ մարդու համար հղում և կոդ, իսկ նա ինքն է ընտրում գաղտնաբառը։
account-propose = Առաջարկել
account-end = Փակում
account-end-now = Փակել
account-end-for = Փակել { $account } հաշիվը
account-closed = ոչ ոք չի կարող մտնել
recovery-confirm-for = Հաստատել, որ { $account } հաշիվը տրվի
diary-account-ended = { $account } հաշիվը փակվել է
