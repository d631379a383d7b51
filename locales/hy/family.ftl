# Families' pages: as one speaks to someone who waits.

family-home = Ձեր հարազատները
family-footer = Այն, ինչ գրում եք այստեղ, առանց ձեր համաձայնության ոչ ոքի չենք ասում։ Արդյունքը ձեզ ասում են անձամբ և երբեք՝ նախ էջում։
family-none = Դեռ ոչ մեկի մասին չեք հայտնել։
report-somebody-missing = Հայտնել անհետ կորածի մասին
go-on-with-report = Շարունակել ձեր դիմումը

## A case
what-comes-next = Ինչ է լինելու հետո
what-has-been-done = Ինչ է արվել
who-can-give-dna = Ով կարող է ԴՆԹ տալ
why-dna = Հարազատների ԴՆԹ-ն համեմատվում է գտնվածի հետ։ Որքան մոտ են հարազատները և որքան շատ, այնքան վստահ է պատասխանը։ Վերցնում են այտի ներսից՝ փայտիկով, և չի ցավեցնում։
these-gave-dna = Տվել են՝
these-could-give-dna = Դեռ կարող են տալ. զանգահարեք մեզ կամ հարցրեք ստորև՝
tell-us-of-relatives = Եթե արյունակից այլ հարազատներ կան, ասեք մեզ։
what-you-can-do = Ինչ կարող եք անել
save-what-is-held = Պահել այն, ինչ ունենք

## The course of a case
family-you-reported = Դուք հայտնել եք սա՝
family-reported = Մեզ հայտնել են։
family-step-reported = Դիմումը հասել է մեզ։
family-step-registered = Գրասենյակն ընդունել է գործը։
family-step-dna = Հարազատների ԴՆԹ-ն հավաքված է։
family-dna-taken = Հարազատներից մեկը ԴՆԹ է տվել։
family-step-merged = Մի քանի դիմում նույն անձի մասին էր։ Այժմ դրանք մեկ գործ են։
family-step-withdrawn = Դիմումը հետ է վերցվել։
family-step-informed = Գրասենյակն ընտանիքին անձամբ է տեղեկացրել։
family-step-identified = Երկու մարդ ստուգել և ստորագրել են ինքնության հաստատումը։
family-step-alive = Մարդը ողջ է գտնվել։
family-step-fate = Հայտնի է, թե ինչ է պատահել։ Աճյունները չեն գտնվել։
family-step-handed-over = Աճյունները հանձնվել են ընտանիքին։
family-step-closed = Գրասենյակի անելիք այլևս չի մնացել։
family-step-reopened = Գրասենյակը կրկին զբաղվում է դրանով։
family-asked = Հարցրել ենք, թե ինչ գիտեն՝ { $addressee }։
family-reminded = Կրկին հարցրել ենք՝ { $addressee }։
family-overdue = Այս օրը պետք է պատասխաներ և չի պատասխանել՝ { $addressee }։
family-reply-interim = Գրել են, որ պատասխանը կգա՝ { $addressee }։
family-reply-answered = Պատասխանել են՝ { $addressee }։ Ուսումնասիրում ենք պատասխանը։
family-reply-in-part = Մասամբ են պատասխանել՝ { $addressee }։
family-reply-nothing = Պատասխանել են, որ իրենց ոչինչ հայտնի չէ՝ { $addressee }։
family-reply-refused = Հրաժարվել են պատասխանել՝ { $addressee }։
family-handover-agreed = Համաձայնեցվել է հանձնումը։
family-handed-over = Աճյունները հանձնվել են։
family-handed-over-in-part = Հանձնվել է աճյունների մի մասը. կարող են գտնվել նաև այլ մասեր։
family-contested = Դուք կասկածել եք արդյունքին։
family-contest-answered = Գրասենյակը պատասխանել է ձեր կասկածին։
family-you-asked = Դուք հարցրել եք։
family-you-asked-held = Դուք հարցրել եք, թե ինչ տվյալներ կան։
family-you-asked-correction = Դուք խնդրել եք ուղղել։
family-you-asked-erasure = Դուք խնդրել եք ջնջել տվյալները։
family-you-asked-laboratory = Դուք խնդրել եք երկրորդ լաբորատորիա։
family-we-answered = Գրասենյակը պատասխանել է։

## What comes next
family-next-reported = Գրասենյակը կկարդա ձեր դիմումը և կզանգահարի ձեզ։ Դա կարող է մի քանի օր տևել։
family-next-dna = Հարազատները ԴՆԹ են տալիս։ Առանց դրա գտնվածը հնարավոր չէ համեմատել ձեր ընտանիքի հետ։ Գրասենյակը կզանգահարի ձեզ՝ օր պայմանավորվելու, կամ հարցրեք ստորև։
family-next-comparing = Որոնումը շարունակվում է՝ { $name }։ Ամեն անգամ, երբ նոր բան է գալիս, կրկին համեմատում ենք. վերջին անգամ՝ { $day }։ Երբ ասելու բան լինի, ձեզ մոտ կգան։
family-next-waiting = Որոնումը շարունակվում է՝ { $name }։ Ամեն անգամ, երբ նոր բան է գալիս, համեմատում ենք։ Երբ ասելու բան լինի, ձեզ մոտ կգան։
family-next-informed = Գրասենյակը ձեզ հետ կպայմանավորվի, թե երբ, որտեղ և ինչպես աճյունները տուն կվերադառնան։ Եթե կասկածում եք արդյունքին, ասեք՝ երկրորդ լաբորատորիան կնայի։
family-next-handed-over = Եթե հետո էլի բան գտնվի, գրասենյակը նախ ձեզ կհարցնի, ինչպես ցանկացել եք։
family-next-closed = Այլևս ոչինչ անել պետք չէ։ Կարող եք ցանկացած ժամանակ հարցնել գրասենյակին։
family-next-merged = Որոնումը շարունակվում է նույն անձի մյուս գործում։
family-next-withdrawn = Այս պահին ոչ ոք չի որոնում։ Կարող եք ցանկացած ժամանակ կրկին դիմել։

## Consent
your-consent = Ինչի եք համաձայն
consent-lead = Ամեն նպատակ առանձին է որոշվում։ Ամեն մեկը կարող եք հետ վերցնել ցանկացած պահի՝ այստեղ կամ մեզ ասելով։
consent-write = Գրել, թե ինչի եմ համաձայն
you-agree-to = Համաձայն եք
purpose-search = Որոնելուն
purpose-search-text = Ձեր ասածն օգտագործվում է մարդուն փնտրելու համար՝ ցուցակներում, արխիվներում, հարցնելով նրանց, ովքեր կարող են իմանալ։
purpose-match = ԴՆԹ-ն համեմատելուն
purpose-match-text = Ձեր ԴՆԹ-ն համեմատվում է միայն աճյունների ԴՆԹ-ի հետ, այլ նպատակով՝ ոչ։ Առանց սրա ձեր նմուշը չի օգտագործվում։
purpose-share = Փոխանցելուն՝ { $party }
purpose-share-text = Նրանք տեսնում են, թե ինչ եք ասել անձի մասին, որպեսզի փնտրեն իրենց մոտ եղածում։
purpose-court = Դատարանի համար
purpose-court-text = Եթե դատարանը քննի կատարվածը, նրան կարող է տրվել այն, ինչ մեզ ասել եք։
purpose-research = Հետազոտության համար
purpose-research-text = Առանց անունների, որպեսզի որոնման մեթոդները լավանան։
consent-written = Գրի ենք առել, թե ինչի եք համաձայն։

## What was written down
written-down = Գրանցված է
report-written = Գրի ենք առել այն, ինչ ասել եք մեզ՝ { $name }։ Կարող եք ցանկացած պահի լրացնել։ Գրասենյակը կկարդա և կզանգահարի ձեզ։
question-written = Գրի ենք առել ձեր խնդրանքը։ Գրասենյակը կպատասխանի մեկ ամսվա ընթացքում. պատասխանը կլինի գործի ընթացքում։
contest-written = Գրի ենք առել ձեր կասկածը։ Երկրորդ լաբորատորիան կնայի արդյունքը, և դուք կստանաք հիմնավորված պատասխան։
to-the-case = Դեպի գործի ընթացքը
your-receipt = Ձեր անդորրագիրը
your-receipt-lead = Ապացուցում է, որ սա գրանցվել է այսօր։ Լուսանկարեք կամ պահեք։ Ոչ ոք, նույնիսկ մենք, չենք կարող այն աննկատ հանել։

## Asking
ask-the-office = Հարցնել գրասենյակին
ask-lead = Գրասենյակը պատասխանում է մեկ ամսվա ընթացքում։ Ձեր հարցն էլ, պատասխանն էլ գրանցվում են մատյանում։
what-do-you-ask = Ի՞նչ եք խնդրում
ask-question = Հարց, կամ որ զանգահարենք ձեզ
ask-question-text = Գրեք ձեր բառերով։
ask-held = Ինչ տվյալներ ունեք մեր մասին
ask-held-text = Կասենք, թե ինչ տվյալներ ունենք ձեր և ձեր հարազատի մասին, ում են փոխանցվել և երբվանից։
ask-correction = Որ ինչ-որ բան ուղղվի
ask-correction-text = Ասեք, թե ինչն է սխալ և ինչն է ճիշտ։
ask-erasure = Որ ձեր տվյալները ջնջվեն
ask-erasure-text = Ձեր մասին եղածը կջնջվի, ԴՆԹ-ն նույնպես։ Նախ կզանգահարենք, քանի որ ջնջվածն այլևս չի համեմատվում։
ask-laboratory = Որ արդյունքը նայի երկրորդ լաբորատորիան
ask-laboratory-text = Ձեզ համար անվճար է։
in-your-words = Ձեր բառերով
ask-in-words = Գրեք ձեր բառերով, թե ինչի մասին է։ Ոչինչ չի կորել։
send-to-office = Ուղարկել գրասենյակ
contest = Կասկածել արդյունքին
contest-lead = Դուք կասկածելու իրավունք ունեք։ Երկրորդ լաբորատորիան կնայի արդյունքը, և գրասենյակը կպատասխանի հիմնավորված։ Մինչ այդ ոչինչ որոշված չէ։
contest-why = Ինչն է ձեզ կասկածեցնում

## Reporting
step-of = Քայլ { $number } / { $total }։
kept-as-you-go = Ձեր գրածը պահվում է։ Կարող եք կանգ առնել և հետո շարունակել։
not-sent-yet = Դեռ չի ուղարկվել
go-on = Շարունակել
change = Փոխել
sending = Ուղարկվում է …
send-report = Ուղարկել դիմումը
forget-report = Ջնջել գրածս
report-who = Ո՞վ է անհետ կորել
report-when = Ի՞նչ է պատահել
report-you = Ո՞վ եք դուք
report-consent = Ի՞նչ կարող ենք անել դրանով
report-check = Այսպե՞ս է ճիշտ
report-field-name = Անհետ կորածի անունը
report-name-hint = Ինչպես գրում է ձեր ընտանիքը, ցանկացած տառերով՝ անուն, հայրանուն, ազգանուն։
report-field-born = Ծնվել է
report-field-last-seen = Երբ են վերջին անգամ տեսել
report-date-hint = Որքան գիտեք՝ 1962, 1962-03, 14.03.1962 կամ 1960/1964։ Եթե չգիտեք, թողեք դատարկ։
report-field-place = Որտեղ
report-field-text = Ինչ է պատահել, ձեր բառերով
report-text-hint = Ցանկացած լեզվով։ Ինչ էր հագին, ով էր այնտեղ, ինչ են պատմել ձեզ ուրիշները՝ ամեն ինչ կարող է օգնել։
report-field-own-name = Ձեր անունը
report-field-relation = Դուք անհետ կորածի՝
relation-mother = մայրն եք
relation-father = հայրն եք
relation-daughter = դուստրն եք
relation-son = որդին եք
relation-sister = քույրն եք
relation-brother = եղբայրն եք
relation-wife = կինն եք
relation-husband = ամուսինն եք
relation-other = այլ
relation-which = Եթե այլ՝ ինչ
report-field-contact = Ինչպես կապվենք ձեզ հետ
report-contact-hint = Հեռախոսահամար, հասցե կամ ում միջոցով։
