# What waits for whoever is signed in.

## What waits
waits-for-you = Ինչ է սպասում ձեզ
nothing-waits = Այս պահին ձեզ ոչինչ չի սպասում։
late = ուշացած
waits-for-answers = Սպասում է պատասխանի
waits-for-registering = Սպասում է գրանցման
waits-for-signing = Սպասում է ստորագրության
waits-for-telling-the-family = Ընտանիքին պետք է ասել անձամբ
waits-for-answering-a-doubt = Պետք է պատասխանել ընտանիքի կասկածին
waits-for-handing-over = Պետք է հանձնել ընտանիքին
waits-for-sending = Պետք է ուղարկել
waits-for-surveying = Սպասում է հետազննման
waits-for-proposing = Կարելի է առաջարկել որպես ինքնության հաստատում
waits-for-deciding = Այլոց ցուցակների տողեր, որոնց մասին պետք է որոշել
waits-for-typing = Նմուշներ առանց պրոֆիլի
waits-for-a-second = Հաշիվներ, որոնք սպասում են երկրորդ աշխատակցին
waits-for-finishing = Ինչ եք սկսել
remains-may-be = { $remains }. կարող է լինել { $name }
rows-of-list = { $list }. { $rows }
only-with-state = Միայն՝ { $state }։
show-all = Ցույց տալ բոլորը
write-something-down = Գրանցել ինչ-որ բան

## Searching everything
find = Որոնել
find-words = Բառեր ցանկացած գրով, համար կամ գծիկավոր կոդ
find-lead = Որոնվում է այն ամենը, ինչ կարող եք տեսնել՝ մարդիկ, աճյուններ, նմուշներ և գրի առնվածը։
found-nothing = Այս բառերով ոչինչ չգտանք։
scan-a-code = Սկանավորել կոդը
camera-refused = Տեսախցիկը հնարավոր չէ օգտագործել։ Մուտքագրեք համարը։

## Labels
labels = Պիտակներ
labels-lead = Յուրաքանչյուր կոդ պարունակում է միայն կողքի համարը։
print-labels = Պիտակներ տպելու համար
to-the-file = Վերադառնալ գործին
