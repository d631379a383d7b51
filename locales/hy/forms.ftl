# Forms of what an office writes down.

## Steps
step-what = Ինչ է
step-where = Որտեղ է
step-who = Ում մասին է
step-speaker = Ով է խոսում
step-said = Ինչ է ասվել
step-sources = Ով է ասում
step-contact = Ում հետ խոսել
step-course = Ընթացքը
step-body = Մարմինը
step-teeth = Ատամներ
step-medical = Վնասվածքներ, հիվանդություններ, նշաններ
step-effects = Հագուստ և իրեր
step-consent = Ինչին է տրվել համաձայնություն
step-protection = Պաշտպանություն
step-about = Ինչի մասին է
step-participants = Ով է մասնակցել
step-finds = Ինչ է գտնվել
step-bones = Ոսկորներ
step-transfers = Ձեռքից ձեռք
step-origin = Որտեղից է
step-request = Ինչ է հարցվում
step-deadlines = Ժամկետներ
step-replies = Ինչ է պատասխանվել
step-findings = Ապացույցներ
step-conclusion = Եզրակացություն
step-contests = Ինչին է կասկածում ընտանիքը
step-handover = Հանձնումը
steps-of-the-form = Ձևի քայլերը

## Putting down and taking up
begun-before = Սա սկսել էիք ավելի վաղ։ Ձեր գրածը դեռ այստեղ է։
kept-while-typed = Ձեր գրածը պահվում է գրելուն զուգընթաց, նաև եթե հեռանաք, աշխատաշրջանն ավարտվի կամ կապն ընդհատվի։ Գրանցամատյան այն մտնում է, երբ գրանցում եք։
forget-what-is-typed = Մոռանալ իմ գրածը
add-another = Ավելացնել ևս մեկը
leave-out = Հանել


## What stands in a form
at-least = առնվազն
at-most = առավելագույնը
area = Տարածք
in-words = Բառերով
a-date = Ամսաթիվ
a-thing = Անձ, վայր կամ այլ բան
no-side = առանց կողմի
unit = Միավոր
further-pieces = Նույն ոսկորների այլ մասեր
tooth-number = Ատամ { $number }
tooth-detail = Ատամ { $number }. մակերեսներ և նյութ
teeth-upper-right = Վերին աջ
teeth-upper-left = Վերին ձախ
teeth-lower-left = Ստորին ձախ
teeth-lower-right = Ստորին աջ
teeth-milk-upper-right = Կաթնատամներ, վերին աջ
teeth-milk-upper-left = Կաթնատամներ, վերին ձախ
teeth-milk-lower-left = Կաթնատամներ, ստորին ձախ
teeth-milk-lower-right = Կաթնատամներ, ստորին աջ
bone-cell = { $bone }, { $side }. { $what }
hint-date = Որքան հայտնի է՝ 1992-02-25, 1992-02, 1992, 1950~ (մոտ), 1948/1952 (միջև)։ Եթե հայտնի չէ, դատարկ թողեք։
hint-day = Օր՝ 2026-11-25 կամ 25.11.2026։
hint-language = az, hy, ru, en կամ այլ կոդ։
hint-degrees = Աստիճաններ, օրինակ՝ 40.1234։
hint-area = Կետի փոխարեն՝ ամեն տողում մեկ անկյուն, լայնություն և երկայնություն, օրինակ՝ 40.12, 46.50։
hint-loci = Ամեն տողում մեկ լոկուս իր ալելներով՝ D3S1358: 15 16։
hint-bones = Քանի հատ, և յուրաքանչյուրի որ տոկոսը կա։ Դատարկ՝ չկա։
hint-sealed = Անուն, կապ և ամեն ինչ, որ ցույց է տալիս ինքնությունը։ Անմիջապես կնքվում է և այստեղ այլևս չի ցուցադրվում։
hint-sealed-already = Ինքնությունը կնքված է։ Այստեղ գրածը կփոխարինի այն։
