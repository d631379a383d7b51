# What is wrong with a file, and rules that name a value.

## Where
at-row = տող { $row }
at-column = սյունակ { $column }

## Rules that name what they found. The program's rules say them in English; that English text is recognised here, with what stands in it.
fault-cant-follow = «{ $next }»-ը չի կարող լինել «{ $last }»-ից հետո
fault-somebody-else = «{ $name }»-ն ուրիշն է․ յուրաքանչյուրը խոսում և ստորագրում է իր անունից
fault-no-such-thing = { $thing }․ այդպիսի բան չկա
fault-takes-guilt = «{ $word }» բառը մեղքը համարում է ապացուցված, մինչդեռ վերջնական դատավճիռ չկա
fault-tooth = { $tooth }․ սպասվում էր FDI համար՝ 11–48 կամ 51–85
fault-at-least-at-most = սպասվում էր նախ նվազագույնը, ապա առավելագույնը՝ մինչև { $most }
fault-from-at-most-to = սպասվում էր «-ից» ոչ մեծ «մինչև»-ից՝ մինչև { $most }
fault-one-of = «{ $text }»․ սպասվում էր հետևյալներից մեկը՝ { $words }
fault-kind-and-id = «{ $text }»․ սպասվում էր տեսակ և համար, օրինակ՝ site/S-12
fault-not-expected-kind = այստեղ սպասվածը «{ $kind }» չէ

fault-tooth-twice = { $tooth } ատամը տրված է երկու անգամ
fault-line-twice = այս տողը տրված է երկու անգամ
fault-one-account = սպասվում էր առնվազն մեկ հաշիվ, այլապես ոչ ոք երբեք չէր կարողանա բացել
fault-bytes = սպասվում էր ամենաշատը 200 բայտ՝ առանց եզրային բացատների

## Rows of files
fault-id-of = սպասվում էր համար ({ $what })
fault-given-twice = տրված է երկու անգամ՝ { $what } (նախ տող { $row })
fault-this-missing-person = այս անհետ կորած անձը
fault-this-person = այս անձը
fault-these-remains = այս աճյունները
fault-this-sample = այս նմուշը
fault-number-between = սպասվում էր թիվ { $from }-ից { $to }
fault-allele-twice = { $locus } լոկուսն այս ալելն ունի նաև { $row } տողում
fault-reported-twice = այս անձի մասին հաղորդված է երկու անգամ՝ որպես { $other } { $row } տողում և որպես { $id }
fault-reported-already = այս անձի մասին արդեն հաղորդված է որպես { $other }
fault-id-of-family = սպասվում էր ընտանիքի համարը
fault-id-of-relative = սպասվում էր հարազատի համարը
fault-no-missing-person = այս համարով անհետ կորած անձ չկա
fault-other-person = անհետ կորած { $missing } անձը { $family } ընտանիքի { $person }-ն է, ոչ թե { $other } ընտանիքի { $id }-ը
fault-other-family = այս անձն արդեն { $family } ընտանիքից է
fault-other-sex = { $id }-ը հաղորդված է մյուս սեռով
fault-age-at-least = սպասվում էր առնվազն { $from } տարեկան
fault-sample-of = սպասվում էր անձ կամ աճյուններ, որոնցից նմուշը վերցված է
fault-person-or-remains = սպասվում էր կա՛մ անձ, կա՛մ աճյուններ, ոչ երկուսը միասին
fault-nobody = այս համարով ոչ ոք չկա
fault-no-remains = այս համարով աճյուններ չկան
fault-no-sample = այս համարով նմուշ չկա
fault-sample-used = այս նմուշն արդեն օգտագործված է՝ { $whose }
fault-unknown-locus = անհայտ լոկուս․ սպասվում էր հաճախությունների աղյուսակի լոկուս, Y քրոմոսոմի լոկուս (DYS…) կամ mtDNA
fault-no-haplotypes = սպասվում էր հապլոտիպերի աղյուսակ՝ sample և Y քրոմոսոմի լոկուսներ (DYS…) կամ mtDNA
fault-no-haplotype-locus = սպասվում էր Y քրոմոսոմի լոկուս (DYS…) կամ mtDNA
fault-locus-twice = { $sample } նմուշն ունի { $locus } լոկուսը նաև { $row } տողում
fault-no-such-allele = հաճախությունների աղյուսակում { $locus } լոկուսն այդպիսի ալել չունի ({ $range })․ եթե ընթերցումը ճիշտ է, ավելացրեք ալելն աղյուսակում կամ ներմուծեք --accept-rare-alleles-ով
fault-relation = սպասվում էր ազգակցություն, օրինակ՝ mother, brother, half sister by the father, son with <id>, nephew by a sister, mother's brother կամ cousin by the mother's brother
fault-names-with-languages = սպասվում էին անուններ իրենց լեզուներով, օրինակ՝ az: Dağ; hy: Լեռ
fault-own-party = սպասվում էր այլ համար և ձեր կողմը կամ ոչ մեկը
fault-not-in-family = { $id }-ն այս ընտանիքում չէ
fault-same-person = { $one } և { $other } նույն անձը կլինեին
fault-both-sexes = { $id }-ը կլիներ և՛ արական, և՛ իգական
fault-own-ancestor = { $id }-ն ինքն իր նախնին է
fault-listed-twice = { $id }-ը նշված է երկու անգամ
fault-parent-not-there = { $id }․ { $role }՝ «{ $parent }», տոհմածառում չկա
fault-parent-sex = { $id }․ { $role }՝ { $parent }, սեռը՝ { $sex }
fault-not-founder = { $id }: { $other }-ը այս ընտանիքի հիմնադիր չէ. ում ծնողները նշված են, նրանց ազգակցությունը բխում է ծնողներից
fault-founder-coefficient = { $id }: { $name } գործակիցը 0-ից մինչև { $most } թիվ է, ոչ թե { $value }
fault-founder-several = { $id }: հիմնադիրը կարող է ազգական լինել միայն մեկ այլ հիմնադրի. մյուսների ընդհանուր նախնիներին նշեք տոհմածառում
fault-kinship-coefficient = սպասվում էր ազգակցության աստիճանը՝ 0-ից մինչև 0,25 թիվ

fault-male = արական
fault-female = իգական
fault-father = հայր
fault-mother = մայր

## Alleles and frequencies
fault-off-ladder = սանդղակից դուրս արժեք «{ $value }»․ սպասվում էր ալել, օրինակ՝ 9 կամ 9.3
fault-no-allele = «{ $value }»-ն ալել չէ․ սպասվում էր կրկնությունների թիվ, օրինակ՝ 9 կամ 9.3
fault-no-range = նշված չէ, թե որ տիրույթն է ընթերցվել․ տարբերություններից առաջ սպասվում էր, օրինակ՝ 16024-16365 73-340:
fault-not-a-range = «{ $value }»-ն տիրույթ չէ․ սպասվում էր տիրույթ, օրինակ՝ 16024-16365, HV1 կամ CR
fault-no-difference = «{ $value }»-ն տարբերություն չէ․ սպասվում էր տարբերություն, օրինակ՝ 16126C, 16093Y, 315.1C կամ 249del
fault-outside-range = «{ $value }»-ն ընթերցված տիրույթից դուրս է
fault-reference-base = «{ $value }»․ հղման հաջորդականության (rCRS) մեջ այստեղ { $base } է
fault-position-twice = «{ $value }»․ այս դիրքի մասին արդեն այլ բան է գրված
fault-frequency = սպասվում էր հաճախություն 0-ի և 1-ի միջև
fault-frequency-of = լոկուս { $locus }, ալել { $allele }․ { $value } հաճախությունը 0-ի և 1-ի միջև չէ
fault-frequencies-sum = լոկուս { $locus }․ հաճախությունների գումարը { $sum } է, սպասվում էր 1
fault-frequency-twice = լոկուս { $locus }․ { $allele } ալելը տրված է երկու անգամ
fault-several-alleles = մի քանի ալել մեկ վանդակում․ սպասվում էր մեկը
fault-id-of-sample = սպասվում էր նմուշի համարը
fault-name-of-locus = սպասվում էր լոկուսի անունը

## Files and tables
fault-empty-file = ֆայլը դատարկ է․ սպասվում էր աղյուսակ
fault-no-rows = տողեր չկան․ սպասվում էր վերնագրով աղյուսակ
fault-no-sheet = տողերով թերթ չկա․ սպասվում էր վերնագրով աղյուսակ
fault-unknown-table = այս սյունակները ծանոթ աղյուսակ չեն․ սպասվում էր հետևյալներից մեկը՝ { $tables }
fault-workbook = աշխատանքային գիրքը չի բացվում՝ { $why }
fault-not-a-table = աղյուսակ չէ՝ { $why }
fault-unknown-format = անհայտ ձևաչափ․ սպասվում էր աղյուսակ (CSV, XLSX) կամ Familias ֆայլ
fault-reference-cases = { $format } ձևաչափի JSON ֆայլ․ օրինակային գործերը `kintrace lr`-ի և `kintrace joint`-ի համար են
fault-column = սպասվում էր այս սյունակը
fault-column-twice = այս սյունակը նշանակում է նույնը, ինչ { $first }․ սպասվում էր մեկը
fault-columns-same = { $one } և { $other } նույնն են նշանակում․ սպասվում էր մեկը
fault-cells = { $found } վանդակ․ սպասվում էր { $wanted }, մեկական՝ ամեն սյունակի
fault-columns-of-locus = { $count } սյունակ մեկ լոկուսի համար․ սպասվում էր մեկ կամ երկու
fault-no-column-of-names = անունների սյունակ չկա՝ { $columns }․ սպասվում էր անուն կամ անուն և ազգանուն
fault-yes-or-no = սպասվում էր այո կամ ոչ
fault-cant-be-read = չի ընթերցվում՝ { $why }
fault-json = սպասվում էր JSON՝ { $why }
fault-of-family = ընտանիք { $family }․ { $what }

## Familias
fault-file-ends = ֆայլն այստեղ ավարտվում է․ սպասվում էր՝ { $what }
fault-a-number = սպասվում էր թիվ՝ { $what }
fault-a-whole-number = սպասվում էր ամբողջ թիվ՝ { $what }
fault-precomputed = նախապես հաշվարկված հավանականությունները չեն ընթերցվում․ պահեք ֆայլն առանց դրանց
fault-theta = սպասվում էր թետա՝ 0-ից մինչև 1-ից փոքր
fault-stationary = լոկուս { $locus }․ կայուն քայլային մոդելը չի հաշվարկվում․ սպասվում էր հավասար, համամասնական կամ ընդլայնված քայլային
fault-locus-of-database = սպասվում էր բազայի լոկուս
fault-true-or-false = սպասվում էր #TRUE# (արական) կամ #FALSE# (իգական)
fault-twins = .fam ֆայլից միանման երկվորյակներ և ուղիղ համընկնումներ չեն հաշվարկվում
fault-part = սպասվում էր { $part } մասը
fault-silent = լոկուս { $locus }․ լուռ ալելները դեռ չեն հաշվարկվում
fault-model = լոկուս { $locus }․ մուտացիայի մոդել { $model }․ սպասվում էր 0–4
fault-two-parents = ընտանիք { $family }․ { $child }-ի երկու ծնողները նույն սեռի են՝ { $one } և { $other }

## Noticed while importing
fault-noticed-twice = { $file }, տող { $row }․ { $id }-ի անունը, ծնունդը, օրը և վայրը նույնն են, ինչ { $other }-ինը { $first } տողում․ մեկ անձի մասին երկու անգա՞մ է հաղորդվել
fault-alleles-added = { $frequency } հաճախությամբ ավելացված ալելներ՝ { $alleles }
fault-truth = { $file }․ նմանակման հայտնի ճշմարտությունը, չի ներմուծվում
fault-unknown-columns = { $file }․ անհայտ սյունակներ, պահվել են այնպես, ինչպես կան՝ { $columns }
fault-left-out = { $file }, տող { $row }․ «{ $label }»-ն ալել չէ, բաց է թողնվել
fault-no-loci = { $file }․ լոկուս չեղող սյունակներ, բաց են թողնվել՝ { $columns }
