# Words of closed lists: kinds of things, roles, states. Small letters, as in the middle of a sentence.

## Kinds of things
noun-missing-person = անհետ կորած անձ
nouns-missing-person = անհետ կորած անձինք
noun-person = ընտանիքի անդամ
nouns-person = ընտանիքների անդամներ
noun-remains = աճյուններ
nouns-remains = աճյուններ
noun-sample = նմուշ
nouns-sample = նմուշներ
noun-profile = պրոֆիլ
nouns-profile = պրոֆիլներ
noun-locus = հաճախականությունների աղյուսակի լոկուս
nouns-locus = հաճախականությունների աղյուսակի լոկուսներ
noun-list = ցուցակ
nouns-list = ցուցակներ
noun-party = կողմ
nouns-party = կողմեր
noun-office = գրասենյակ
nouns-office = գրասենյակներ
noun-family = ընտանիք
nouns-family = ընտանիքներ
noun-case = գործ
nouns-case = գործեր
noun-ante-mortem-data = նախամահյան տվյալներ
nouns-ante-mortem-data = նախամահյան տվյալներ
noun-report = դիմում
nouns-report = դիմումներ
noun-consent = համաձայնություն
nouns-consent = համաձայնություններ
noun-witness = վկա
nouns-witness = վկաներ
noun-statement = վկայություն
nouns-statement = վկայություններ
noun-claim = տեղեկություն
nouns-claim = տեղեկություններ
noun-incident = դեպք
nouns-incident = դեպքեր
noun-place = վայր
nouns-place = վայրեր
noun-site = տեղանք
nouns-site = տեղանքներ
noun-exhumation = արտաշիրիմում
nouns-exhumation = արտաշիրիմումներ
noun-examination = զննում
nouns-examination = զննումներ
noun-custody = պահպանման շղթա
nouns-custody = պահպանման շղթաներ
noun-evidence = ապացույց
nouns-evidence = ապացույցներ
noun-information-request = տեղեկատվության հարցում
nouns-information-request = տեղեկատվության հարցումներ
noun-allegation = պնդում
nouns-allegation = պնդումներ
noun-proceeding = վարույթ
nouns-proceeding = վարույթներ
noun-identification = ինքնության հաստատում
nouns-identification = ինքնության հաստատումներ
noun-handover = հանձնում
nouns-handover = հանձնումներ
noun-elimination-profile = բացառման պրոֆիլ
nouns-elimination-profile = բացառման պրոֆիլներ
noun-review = փորձագետի որոշում
nouns-review = փորձագետի որոշումներ

## Roles of accounts
word-family-member = ընտանիքի անդամ
word-registrar = գրանցող
word-interviewer = հարցազրուցավար
word-field-team = դաշտային խումբ
word-laboratory = լաբորատորիա
word-analyst = վերլուծաբան
word-supervisor = ղեկավար
word-investigator = քննող
word-liaison = կապավոր
word-witness-operator = վկա-դիտորդի օպերատոր
word-administrator = ադմինիստրատոր

## Where a case is
word-reported = հայտնված է
word-registered = գրանցված է
word-dna-collected = ԴՆԹ-ն հավաքված է
word-hypothesis = վարկած
word-under-review = ստուգվում է
word-identified = ինքնությունը հաստատված է
word-family-informed = ընտանիքը տեղեկացված է
word-remains-handed-over = աճյունները հանձնված են
word-closed = փակված է
word-found-alive = ողջ է գտնվել
word-fate-known-remains-not-recovered = ճակատագիրը հայտնի է, աճյունները չեն գտնվել
word-merged-into-another-case = միավորված է այլ գործի հետ
word-withdrawn = հետ է վերցված
word-reopened = վերաբացված է

## Consent
word-search = որոնում
word-match = համեմատում
word-share = փոխանցում
word-court = դատարան
word-research = հետազոտություն
word-given = տրված է
word-narrowed = նեղացված է

## Parties
word-authority = պետական մարմին
word-humanitarian-body = մարդասիրական կառույց
word-archive = արխիվ
word-family-association = ընտանիքների միություն
word-other = այլ

## What a relative may be told
word-progress = ընթացք
word-result = արդյունք
word-circumstances = հանգամանքներ
word-relations-in-the-family = ազգակցական կապեր

## Names
word-birth = ծննդյան
word-used = գործածվող
word-alias = մականուն
word-patronymic = հայրանուն
word-of-another-side-s-list = այլ կողմի ցուցակից

## Sources, and how they are protected
word-open = բաց
word-confidential = գաղտնի
word-protected = պաշտպանված
word-photograph = լուսանկար
word-video = տեսանյութ
word-recording = ձայնագրություն
word-document = փաստաթուղթ
word-drawing = գծագիր
word-web-capture = կայքէջի պատճեն
word-preferred = նախընտրված է

## What happened
word-attack = հարձակում
word-capture = գերեվարում
word-detention = պահում անազատության մեջ
word-transfer = տեղափոխում
word-death = մահ
word-burial = թաղում
word-exchange = փոխանակում
word-displacement = տեղահանում
word-affected = տուժած
word-present = ներկա
word-witness = վկա
word-helper = օգնող

## Places and sites
word-settlement = բնակավայր
word-district = շրջան
word-landscape = տարածք
word-road = ճանապարհ
word-building = շենք
word-water = ջուր
word-suspected-grave = ենթադրյալ գերեզման
word-grave = գերեզման
word-mass-grave = զանգվածային գերեզման
word-cemetery = գերեզմանատուն
word-detention-place = պահման վայր
word-mortuary = դիարան
word-surface = գետնի մակերես
word-surveyed = հետազոտված է
word-confirmed = հաստատված է
word-being-exhumed = արտաշիրիմվում է
word-exhumed = արտաշիրիմված է
word-nothing-found = ոչինչ չի գտնվել
word-inaccessible = անմատչելի է
word-mines = ականներ
word-unexploded-ordnance = չպայթած զինամթերք
word-collapse = փլուզում

## Bones and teeth
word-none = չկա
word-left = ձախ
word-right = աջ
word-cranium = գանգ
word-mandible = ստորին ծնոտ
word-hyoid = ենթալեզվային ոսկր
word-clavicle = անրակ
word-scapula = թիակ
word-humerus = բազկոսկր
word-radius = ճաճանչոսկր
word-ulna = ծղիկոսկր
word-carpal = դաստակոսկր
word-metacarpal = նախադաստակի ոսկր
word-hand-phalanx = ձեռքի մատոսկր
word-sternum = կրծոսկր
word-rib = կող
word-cervical-vertebra = պարանոցային ող
word-thoracic-vertebra = կրծքային ող
word-lumbar-vertebra = գոտկային ող
word-sacrum = սրբոսկր
word-coccyx = պոչուկ
word-os-coxae = կոնքոսկր
word-femur = ազդոսկր
word-patella = ծնկոսկր
word-tibia = ոլոք
word-fibula = նրբոլոք
word-talus = վեգոսկր
word-calcaneus = կրունկոսկր
word-tarsal = ոտնաթաթի ոսկր
word-metatarsal = նախագարշապարի ոսկր
word-foot-phalanx = ոտքի մատոսկր
word-unknown = անհայտ
word-sound = առողջ
word-carious = կարիեսով
word-filled = լցված
word-root-filled = լցված արմատով
word-crown = պսակ
word-bridge = կամրջակ
word-implant = իմպլանտ
word-lost-in-life = կորած կենդանության օրոք
word-lost-after-death = կորած մահից հետո
word-unerupted = չծլած

## Elimination profiles
word-staff = աշխատակից
word-manufacturer = արտադրող
word-recurring = կրկնվող
word-negative-control = բացասական ստուգանմուշ

## Requests for information
word-none-cited = նշված չէ
word-gc-i-16-17 = Ժնևի I կոնվենցիա, հոդվածներ 16 և 17
word-gc-ii-19-20 = Ժնևի II կոնվենցիա, հոդվածներ 19 և 20
word-gc-iii-120-123 = Ժնևի III կոնվենցիա, հոդվածներ 120–123
word-gc-iv-136-141 = Ժնևի IV կոնվենցիա, հոդվածներ 136–141
word-ap-i-32 = I լրացուցիչ արձանագրություն, հոդված 32
word-ap-i-33 = I լրացուցիչ արձանագրություն, հոդված 33
word-ap-i-34 = I լրացուցիչ արձանագրություն, հոդված 34
word-customary-rule-116 = սովորութային միջազգային մարդասիրական իրավունք, կանոն 116
word-customary-rule-117 = սովորութային միջազգային մարդասիրական իրավունք, կանոն 117
word-national-law = ներպետական օրենք
word-draft = սևագիր
word-waiting = սպասում է պատասխանի
word-interim = միջանկյալ
word-answered = պատասխանված է
word-answered-in-part = մասամբ պատասխանված է
word-nothing-known = ոչինչ հայտնի չէ
word-refused = մերժված է

## Allegations and proceedings
word-alleged-presumed-innocent = պնդվում է. գործում է անմեղության կանխավարկածը
word-murder-8-2-c-i = սպանություն, Հռոմի կանոնադրություն 8(2)(c)(i)
word-wilful-killing-8-2-a-i = դիտավորյալ սպանություն, Հռոմի կանոնադրություն 8(2)(a)(i)
word-torture-or-inhuman-treatment-8-2-a-ii = խոշտանգում կամ անմարդկային վերաբերմունք, Հռոմի կանոնադրություն 8(2)(a)(ii)
word-unlawful-confinement-8-2-a-vii = ապօրինի ազատազրկում, Հռոմի կանոնադրություն 8(2)(a)(vii)
word-taking-of-hostages-8-2-a-viii = պատանդառություն, Հռոմի կանոնադրություն 8(2)(a)(viii)
word-attacking-civilians-8-2-b-i = հարձակում քաղաքացիական անձանց վրա, Հռոմի կանոնադրություն 8(2)(b)(i)
word-outrages-upon-personal-dignity-8-2-b-xxi = անձի արժանապատվության ոտնահարում, Հռոմի կանոնադրություն 8(2)(b)(xxi)
word-enforced-disappearance-7-1-i = բռնի անհետացում, Հռոմի կանոնադրություն 7(1)(i)
word-requested = խնդրված է
word-investigation = քննություն
word-charged = մեղադրանք է առաջադրված
word-trial = դատաքննություն
word-judged = դատավճիռ է կայացված
word-appeal = բողոքարկում
word-final-judgment = վերջնական դատավճիռ
word-discontinued = կարճված է
word-acquitted = արդարացում
word-convicted = դատապարտում
word-convicted-in-part = մասնակի դատապարտում

## Identification and handover
word-dna = ԴՆԹ
word-lineage-dna = տոհմագծի ԴՆԹ
word-biological-profile = կենսաբանական պրոֆիլ
word-dental = ատամներ
word-medical = բժշկական
word-marks = հատուկ նշաններ
word-effects = իրեր
word-fingerprint = մատնահետք
word-serial-number = սերիական համար
word-proposed = առաջարկված է
word-contested = վիճարկված է
word-identification-withdrawn = հաստատումը հետ է վերցված
word-agreed = համաձայնեցված է
word-handed-over = հանձնված է
word-handed-over-in-part = մասամբ հանձնված է

## Custody
custody-unbroken = անխզելի է. այժմ՝ { $keeper }
custody-gap = փոխանցում { $number }՝ հանձնողը պահողը չէ
custody-seal-broken = փոխանցում { $number }՝ կնիքը վնասված էր
custody-seal-differs = փոխանցում { $number }՝ գտնվել է այլ կնիք, քան դրվել էր
custody-backwards = փոխանցում { $number }՝ փոխանցվել է ստանալուց առաջ

## What families ask
noun-family-request = ընտանիքի խնդրանք
nouns-family-request = ընտանիքների խնդրանքներ
word-question = հարց
word-access-to-data = տվյալների հասանելիություն
word-correction = ուղղում
word-erasure = ջնջում
word-second-laboratory = երկրորդ լաբորատորիա
word-being-worked-on = աշխատում ենք դրա վրա

## Reviews
word-used-as-it-is = օգտագործվում է այնպես, ինչպես կա
word-samples-set-aside = նմուշները մի կողմ են դրված
word-stated-father-not-used = հայտնված հայրը հաշվի չի առնվում
word-stated-mother-not-used = հայտնված մայրը հաշվի չի առնվում
word-stated-parents-not-used = հայտնված ծնողները հաշվի չեն առնվում
word-lines-left-out = ապացույցների գծեր են բաց թողնված
word-of-one-person = մեկ մարդու են
word-of-different-people = տարբեր մարդկանց են
word-sex = սեռ
word-age = տարիք
word-stature = հասակ
word-hair = մազեր
word-eyes = աչքեր
word-blood-group = արյան խումբ
word-male-line = հայրական գիծ
word-maternal-line = մայրական գիծ
word-teeth = ատամներ
word-place = վայր
word-time = ժամանակ
word-no-dna-yet = դեռ ԴՆԹ չկա
word-not-enough = բավական չէ
word-perhaps-enough = գուցե բավական է
word-enough = բավական է
