# The office's pages.

## Overview
count-missing-persons = անհետ կորած
count-remains = աճյունների խումբ
what-you-may-see = Այն, ինչ կարող եք տեսնել, այստեղ է՝
hypotheses-by-posterior = Վարկածներն ըստ հետփորձային հավանականության
strength-ready = { $from } և բարձր՝ պատրաստ է ստուգման
strength-more-evidence = { $from }–{ $to }՝ լրացուցիչ ապացույցը կվճռեր
strength-likely = { $from }–{ $to }՝ ավելի շուտ այո, քան ոչ
strength-possible = { $from }–{ $to }՝ հնարավոր է
last-compared = Վերջին համեմատումը՝ { $moment }։ Ամեն անգամ, երբ նոր բան է գալիս, կրկին համեմատում ենք։
nothing-compared-yet = Դեռ ոչինչ չի համեմատվել։
changed-lately = Վերջին փոփոխությունները
import-to-begin = Սկսելու համար ներմուծեք ձեր գրասենյակի կամ լաբորատորիայի աղյուսակները։
why-may-be = Ինչու { $remains } կարող է լինել { $name }

## The diary
diary-imported = Ներմուծվել է՝ { $changes } ({ $files })
diary-searched = Համեմատվել է՝ { $missing } անհետ կորած, { $remains } աճյունների խումբ, { $found } վարկած
diary-list-received = Ստացվել է { $rows } տող ունեցող ցուցակ. հավանաբար գրանցված է { $likely }-ը
diary-row-confirmed = { $list } ցուցակի { $row } տողը՝ հաստատվել է, որ { $missing } է
diary-row-rejected = { $list } ցուցակի { $row } տողը՝ պարզվել է, որ { $missing } չէ
diary-row-reopened = { $list } ցուցակի { $row } տողը և { $missing }՝ կրկին որոշման կարիք ունի
diary-reported = Դիմում անհետ կորածի մասին՝ { $missing }
diary-account-added = Ավելացվել է հաշիվ՝ { $role }
diary-identity-opened = Բացվել է պաշտպանված վկայի ինքնությունը
diary-erased = Ջնջվել են մեկ անձի տվյալները
diary-by = { $what }; { $account }
diary-as-written = { $text }
change-new = { $kind }՝ { $count } նոր
change-altered = { $kind }՝ { $count } փոփոխված
change-nothing = նոր ոչինչ

## Missing persons
enter-new-report = Մուտքագրել նոր դիմում
name-place-or-id = Անուն (ցանկացած գրով), վայր կամ համար
candidate = Թեկնածու
candidates = Թեկնածուներ
more-likely-than-not = ավելի շուտ այո, քան ոչ
sorted-by = Դասավորել ըստ
sort-name = անվան
sort-born = ծննդյան ամսաթվի
sort-last-seen = վերջին անգամ տեսնելու
sort-id = համարի
nobody-fits = Գրանցվածների մեջ համապատասխանող չկա։ Փորձեք ավելի քիչ բառ կամ այլ գրություն։

what-is-known = Ինչ է հայտնի
capacity-as-reported = Կարգավիճակը, ինչպես հայտնել են
also-missing = Նաև անհետ կորած են
who-it-could-be = Ով կարող է լինել
nothing-found-of = Դեռ չենք գտել որևէ բան, որ կարող է պատկանել այս մարդուն՝ { $name }։ Ամեն անգամ, երբ նոր բան է գալիս, կրկին համեմատում ենք։
sets-of-remains-could-be = { $count } աճյունների խումբ կարող է պատկանել այս մարդուն ({ $name }). ստորև ասված է, թե որքան վստահ է դա։
on-lists-of-others = Այլոց ցուցակներում
row-of-list = { $list }, տող { $row }
family-as-table = Ընտանիքը աղյուսակով
members-of-family = Ընտանիքի անդամները
dna-given = տրված է
samples-of-relatives = Հարազատների նմուշները
no-relative-gave-dna = Դեռ ոչ մի հարազատ ԴՆԹ չի տվել։ Առանց դրա աճյունները համեմատվում են միայն այլ տվյալներով, իսկ դա հազվադեպ է բավարար։
sample-of = Նմուշ { $sample }՝ { $of }
loci-typed = կարդացված է { $count } լոկուս
profile-of-sample = { $sample } նմուշի պրոֆիլը

## A report is typed in
new-report = Նոր դիմում
not-entered-yet = Դեռ չի մուտքագրվել
look-at-them-first = Գրանցվածների մեջ արդեն կա նման մեկը։ Նախ նայեք նրանց. եթե նրանցից ոչ մեկը չէ, մուտքագրեք դիմումը։
name-as-written = Անունը, ինչպես գրում է ընտանիքը, ցանկացած գրով
born-how = Ծնվել է (տարի, ամիս կամ օր՝ 1962, 1962-03, 14.03.1962)
entering = Մուտքագրվում է …
none-of-them-enter = Նրանցից ոչ մեկը չէ՝ մուտքագրել դիմումը
enter-the-report = Մուտքագրել դիմումը
in-registry-already = Արդեն գրանցվա՞ծ է
the-same-with = նույն անձն է { $probability } հավանականությամբ ({ $reasons })
born-on = ծնվել է՝ { $date }
last-seen-on = վերջին անգամ տեսել են՝ { $date }
reason-name = անուն { $weight }
reason-born = ծնունդ { $weight }
reason-last-seen = վերջին անգամ տեսնելը { $weight }
reason-sex = սեռ { $weight }
reason-place = վայր { $weight }

## Remains
remains-of-id = Աճյուններ { $id }
id-site-or-description = Համար, տեղանք կամ նկարագրություն
no-remains-fit = Գրանցվածների մեջ համապատասխանող աճյուններ չկան։
sex-estimated = Սեռը, գնահատված
age-estimated = Տարիքը մահվան պահին, գնահատված
stature-estimated-cm = Հասակը, գնահատված, սմ
nobody-fits-remains = Առայժմ գրանցվածներից ոչ ոք չի համապատասխանում այս աճյուններին։ Գուցե սա մեկն է, ում մասին մեզ չեն հայտնել, կամ ում հարազատները դեռ ԴՆԹ չեն տվել։
samples-and-profiles = Նմուշներ և պրոֆիլներ
no-sample-yet = Դեռ նմուշ չի վերցվել։

## Hypotheses
hypotheses-lead = Յուրաքանչյուրն ասում է՝ այս աճյունները այս անհետ կորած անձն են։ Հետփորձային հավանականությունը միասին հաշվի է առնում բոլոր աճյունները, բոլոր ընտանիքները և նախնական հավանականությունը։
compare-everything-again = Կրկին համեմատել ամեն ինչ
nothing-found-yet = Դեռ ոչինչ չենք գտել։ Ամեն անգամ, երբ նոր բան է գալիս, կրկին համեմատում ենք։
import-first = Նախ ներմուծեք ընտանիքներն ու աճյունները
search-was = Համեմատում, { $moment }՝ { $missing } անհետ կորած, { $remains } աճյունների խումբ։ Նախնական հավանականություն՝ այնտեղ, որտեղ աճյուններ են գտնում, կարող է լինել նաև, արդեն գտնվածներից բացի, չգրանցված { $outside } մարդ, յուրաքանչյուրը նույնքան հավանական, որքան ամեն գրանցված անհետ կորած։ θ = { $theta }։ Հաշվի չառնված հավանականություն՝ ամենաշատը { $dropped }։ Ընտրանքի սխալ՝ ամենաշատը { $error }։ { $engine }։
comparing = Համեմատվում է …
comparing-everything = Համեմատում ենք բոլոր ընտանիքները բոլոր աճյունների հետ։ Նոր վարկածներն այստեղ ինքնուրույն կհայտնվեն։
comparing-so-far = Համեմատում ենք բոլոր ընտանիքները բոլոր աճյունների հետ՝ առայժմ { $total } անհետ կորածից { $done }-ը։ Նոր վարկածներն այստեղ ինքնուրույն կհայտնվեն։
comparison-failed = Վերջին համեմատումը չավարտվեց։ Նախկինում գտնվածը շարունակում է ցուցադրվել։ Սկսեք ևս մեկ անգամ. եթե նորից չստացվի, ասեք ադմինիստրատորին։
are-remains = { $remains } աճյունները { $name } ե՞ն
remains-and-person = { $remains } և { $name }
in-short = Կարճ
posterior-takes-all = Այն միասին հաշվի է առնում բոլոր աճյունները, բոլոր ընտանիքները, ապացույցի բոլոր գծերը և նախնական հավանականությունը։
posterior-too-low = Վերջին համեմատման ժամանակ այս զույգի հետփորձային հավանականությունը 0,001-ից ցածր էր։
the-dna-alone = Միայն ԴՆԹ-ն
dna-says = Աճյունների պրոֆիլը { $times }, եթե սա { $name } է, քան եթե սա ընտանիքի հետ կապ չունեցող մեկն է՝ { $support } (log10 LR { $lr })։
remains-in-family = Աճյունները ընտանիքում
side-by-side = Կողք կողքի
age-side-by-side = Տարիքը (վերջին անգամ տեսնելիս. մահվան պահին), տարի
what-enters-the-posterior = Թե սրանցից ինչը և ինչ կշռով է մտնում հետփորձային հավանականության մեջ, ասված է վերևում։ Մահվան պահի վնասվածքներն ու նշանները ցուցադրվում են փորձագետի համար։
locus-by-locus = Ըստ լոկուսների
no-profile-to-compare = Համեմատելու բան չկա՝ աճյունները դեռ պրոֆիլ չունեն։
bars-above-and-below = Գծից վեր սյուները խոսում են այս զույգի օգտին, գծից ցած՝ դեմ։
surprising-loci = { $count ->
    [0] Ոչ մի լոկուս զարմանալի չէ։
   *[other] { $count } լոկուս զարմանալի է, եթե զույգը ճիշտ է (նշված է «!»)՝ փնտրեք մուտացիա, կորած ալել կամ սխալ նշված ազգակցություն։
  }
strip-of-loci = Լոկուսների շերտ
surprising = զարմանալի է
other-candidates = Այլ թեկնածուներ
no-other-candidates = Ոչ մի կողմ չունի 0,001 կամ ավելի հետփորձային հավանականությամբ այլ թեկնածու։
for-remains = { $id } աճյունների համար
for-person = Այս անձի համար՝ { $name }
what-the-numbers-rest-on = Ինչի վրա են հիմնված թվերը
allele-frequencies = Ալելների հաճախականություններ
mutation = Մուտացիա
mutation-model = ընդլայնված քայլային մոդել, մեկ լոկուսի համար { $mothers } (մայրեր) և { $fathers } (հայրեր)
drop-out-in-remains = Ալելների կորուստը աճյուններում
drop-out-allowed = հաշվի է առնվում՝ ըստ պրոֆիլի բացակայող մասի
drop-out-not-allowed = հաշվի չի առնվում
prior = Նախնական հավանականություն
prior-outside = այնտեղ, որտեղ աճյուններ են գտնում, կարող է լինել նաև, արդեն գտնվածներից բացի, չգրանցված { $outside } մարդ
engine = Հաշվարկող ծրագիր

## Lists of others
lists-of-others = Այլոց ցուցակներ
lists-lead = Այլ գրասենյակներ և կազմակերպություններ նույնպես անհետ կորածների ցուցակներ են վարում։ Ցուցակը պահվում է այնպես, ինչպես ստացվել է։ Թե նրանից ով կարող է գրանցված լինել, հաշվարկվում է ցանկացած գրով գրված անուններից, ամսաթվերից և վայրերից. արդյոք այդպես է, որոշում է մարդը։
list-not-kept = Ցուցակը չի պահվել
list = Ցուցակ
received = Ստացվել է
rows = Տողեր
row = Տող
to-be-decided = Սպասում է որոշման
confirmed = Հաստատված
receive-a-list = Ընդունել ցուցակ
which-list-files = CSV կամ աշխատանքային գիրք, ամեն տողում մեկ մարդ, անունների սյունակով (կամ անուն, հայրանուն և ազգանուն) և այն ամենով, ինչ հայտնի է՝ սեռ, ծնունդ, վերջին անգամ տեսնելը, վայր։ Սրանից գրանցվածների մեջ ոչինչ չի փոխվում։
what-it-is-and-whose = Ինչ է և ումն է
keep-and-compare = Պահել և համեմատել
list-received = Ստացվել է՝ { $moment }, { $account }; { $rows } տող։
file-as-received = Ֆայլը, ինչպես ստացվել է
links-by-decision = Համապատասխանություններն ըստ որոշման
links-open = Սպասում են որոշման ({ $count })
links-confirmed = Հաստատված ({ $count })
links-rejected = Մերժված ({ $count })
who-may-be-whom = Ով ով կարող է լինել
on-the-list = Ցուցակում
in-the-registry = Գրանցվածների մեջ
list-and-row = { $list }, տող { $row }
row-is-one-person = Ոչինչ չի փոխվել։ Տողը կարող է միայն մեկ անձ լինել՝ նախ հետ վերցրեք մյուս որոշումը։
nobody-likely = Գրանցվածների մեջ չկա մեկը, ով հավանաբար այս անձն է։
on-the-list-as-received = Ցուցակում, ինչպես ստացվել է
same-person-with = Նույն անձը լինելու հավանականությունը՝
how-it-agrees = Ինչպես է համընկնում
weight = Կշիռ
weights-are-powers = Կշիռները տասի աստիճաններ են՝ +2 նշանակում է, որ սա հարյուր անգամ ավելի հավանական է մեկ անձի դեպքում, քան երկուսի, −1՝ տասն անգամ պակաս։
reason-together = միասին
they-are-one = Մեկ անձ է
they-are-two = Երկու անձ է
decided-one = Մեկ անձ. որոշել է՝ { $account }։
decided-two = Երկու անձ. որոշել է՝ { $account }։
take-back = Հետ վերցնել

## Import
nothing-was-imported = Ոչինչ չի ներմուծվել
to-be-put-right = Նախ պետք է ուղղել { $count } բան։ Ուղղեք ֆայլերը և կրկին ընտրեք։
what-would-change = Ինչ կփոխվի
nothing-changed-yet = Դեռ ոչինչ չի փոխվել։ Ֆայլեր՝ { $files }։
all-in-registry-already = Այս ֆայլերում եղած ամեն ինչ արդեն գրանցված է։
new = Նոր
changed = Փոփոխված
what-is-there-and-would-change = Ինչն արդեն գրանցված է և կփոխվի
importing = Ներմուծվում է …
import-and-compare = Ներմուծել և համեմատել
leave-everything = Թողնել ամեն ինչ այնպես, ինչպես կա
good-to-know = Լավ է իմանալ
choose-files = Ընտրեք ֆայլերը
which-files = CSV կամ XLSX աղյուսակներ (անհետ կորածներ, հարազատներ կամ տոհմածառ, աճյուններ, նմուշներ, պրոֆիլներ, հաճախականություններ) և Familias ֆայլեր։ Թե ինչ կա աղյուսակում, երևում է սյունակներից։ Դուք տեսնում եք, թե ինչ կփոխվի, նախքան որևէ բան կփոխվի։
accept-rare-alleles = Ընդունել այն ալելները, որ չկան հաճախականությունների աղյուսակում, 0,005 հաճախականությամբ
reading = Կարդացվում է …
show-what-would-change = Ցույց տալ, թե ինչ կփոխվի
choose-a-file = Նախ ընտրեք ֆայլ։
upload-gone = Այս վերբեռնումն այլևս չի սպասում (անցել է մեկ ժամ, կամ արդեն ներմուծվել է)։ Ընտրեք ֆայլերը ևս մեկ անգամ. ոչինչ չի կորել։
files-hold-others = Ֆայլերում կա այնպիսի բան, որ ներմուծում է ձեր գրասենյակից մեկ ուրիշը ({ $kinds }). ոչինչ չի փոխվել։
and-more = … և ևս { $count }

## Samples
no-samples-for-laboratory = Այս լաբորատորիային դեռ նմուշներ չեն տրվել։
barcode = Գծիկավոր կոդ
taken-on = Վերցվել է
loci-read = Կարդացված լոկուսներ

## Records
everything-recorded = Այն ամենը, ինչ գրանցված է
recorded-about-it = Ինչ է գրանցված սրա մասին
put-in-something-new = Մուտքագրել նորը
nothing-recorded-here = Այստեղ դեռ ոչինչ գրանցված չէ։
new-of-kind = Նոր՝ { $kind }
readings-are-recorded = Այս էջի ամեն ընթերցում գրանցվում է մատյանում։
identity = Ինքնություն
identity-was-opened = Այն, որ դուք բացել եք սա, գրանցված է, և վկայի հետ կապ պահողը տեսնում է դա։
identity-is-sealed = Ինքնությունը կնքված է։ Դուք նշված եք որպես այն բացելու իրավունք ունեցող. բացելը կգրանցվի մատյանում։
open-identity = Բացել ինքնությունը
what-is-written-down = Ինչ է գրված
change-or-add = Փոխել կամ լրացնել
save-original = Պահել բնօրինակը
saving-is-recorded = (Սա գրանցվում է մատյանում։)
the-original = Բնօրինակ
original-is-kept = Այն պահվում է բիթ առ բիթ և հետո չի կարող փոխարինվել։
keeping = Պահվում է …
keep-it = Պահել
what-it-refers-to = Ինչի է հղվում
what-sources-say = Ինչ են ասում աղբյուրները
sources-differ = աղբյուրները տարբերվում են
taken-here = Այստեղ ընդունված է՝ { $reason }
changed-by-somebody = Այդ ընթացքում մեկ ուրիշը փոխել է սա
changed-by = Այդ ընթացքում { $account } փոխել է սա
nothing-typed-is-lost = Ձեր գրածից ոչինչ չի կորել՝ այն ստորև բերված ձևում է։ Նայեք տարբերությանը. այն, ինչ հիմա կուղարկեք, կփոխարինի այնտեղ եղածին։
the-difference = Տարբերություն
as-it-was = Առաջ
as-the-other-left-it = Ինչպես թողել է մյուսը
as-you-typed-it = Ինչպես գրել եք դուք
not-written-down-yet = Դեռ չի գրանցվել
writing = Գրանցվում է …
write-it-down = Գրանցել
member-and-problem = { $field }՝ { $problem }

## Receipts
receipt-heading = Անդորրագիր { $number }
receipt-proves = Սա ապացուցում է, որ { $moment } ինչ-որ բան գրանցվել է և այդ պահից անփոփոխ մնում է մատյանում։ Պահեք այն. կարելի է ստուգել առանց մեզ հարցնելու։
receipt-check-page = Ստուգել էջում, որն աշխատում է առանց ինտերնետի
receipt-or-command = կամ այս հրամանով՝
to-photograph = Լուսանկարելու կամ տպելու համար
receipt-too-long = Անդորրագիրը շատ երկար է կոդի համար. պահեք ֆայլը։
save-receipt = Պահել անդորրագիրը որպես ֆայլ
who-signed = Ով է ստորագրել
the-record = Գրանցամատյան
witnesses = Վկա-դիտորդներ
no-witnesses-asked = դեռ չեն պահանջվում
not-enough-signed = դեռ բավարար ստորագրություններ չկան. նայեք մի քանի րոպեից
receipt-as-text = Անդորրագիրը տեքստով
history-latest = Վերջին { $count } գրառումը։ Ամբողջ պատմությունը գրանցամատյանում է։
show-picture = Ցույց տալ նկարը
picture-is-covered = կարող է ցույց տալ աճյուններ կամ բռնություն
showing-is-recorded = Թե ում է ցույց տրվել, գրանցվում է։
silent-alleles = Լուռ ալել յուրաքանչյուր լոկուսում, հաճախություն
contamination-of-remains = Լոկուսում ուրիշի ԴՆԹ-ի ընթերցում, հավանականություն
theta-of-lineages = Այն մարդկանց բաժինը, ովքեր նույն հայրական կամ մայրական գծից են, առանց որևէ մեկի իմացության
how-the-dead-lie = Որտեղ են պառկած զոհվածները
places-learned = վերջին անգամ տեսնված վայրի մոտ՝ { $near } %, որոշ հեռավորության վրա տարված՝ { $taken } %, ցանկացած տեղում՝ { $anywhere } %. սովորած { $pairs } զույգից, որոնք միայն ԴՆԹ-ով են որոշվում

## Whom to ask for DNA
whom-to-ask = Ում ԴՆԹ-ն ամենից շատ կօգներ
whom-to-ask-lead = Հարազատները, որոնք դեռ ԴՆԹ չեն տվել՝ սկսած նրանից, ով ամենից շատ կօգներ։ Միայն ԴՆԹ-ով անվանելու համար լրիվ պրոֆիլը պետք է այսքան խոսի այս անձի օգտին՝ ընդդեմ ուրիշի. { $times }։
dna-now = Եղած ԴՆԹ-ով այս անձի լրիվ պրոֆիլից սպասվում է. { $times }։ Դա բավական կլիներ դեպքերի { $enough }-ում։
nobody-to-ask = Ընտանիքում բոլորը, ովքեր կարող էին ԴՆԹ տալ, տվել են։
dna-would-be = Սպասվում է այս հարազատով
dna-would-suffice = Բավական կլիներ
whom-to-ask-hint = Այստեղ հայտնի չէ՝ հարազատը ողջ է և համաձայն, թե ոչ։ Ոսկորները հաճախ լրիվ պրոֆիլ չեն տալիս. այդ դեպքում ավելի շատ հարազատներ են պետք։
