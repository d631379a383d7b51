# What is wrong with a file, and rules that name a value.

## Where
at-row = sətir { $row }
at-column = sütun { $column }

## Rules that name what they found. The program's rules say them in English; that English text is recognised here, with what stands in it.
fault-cant-follow = “{ $next }” addımı “{ $last }” addımından sonra gələ bilməz
fault-somebody-else = “{ $name }” başqa adamdır: hər kəs öz adından danışır və imzalayır
fault-no-such-thing = { $thing }: belə bir şey yoxdur
fault-takes-guilt = “{ $word }” günahı sübut olunmuş sayır, halbuki qəti hökm yoxdur
fault-tooth = { $tooth }: FDI nömrəsi gözlənilirdi, 11–48 və ya 51–85
fault-at-least-at-most = əvvəlcə ən azı, sonra ən çoxu ({ $most } qədər) gözlənilirdi
fault-from-at-most-to = “-dan” “-a” qədərdən böyük olmamalıdır, ən çoxu { $most }
fault-one-of = “{ $text }”; bunlardan biri gözlənilirdi: { $words }
fault-kind-and-id = “{ $text }”; növ və nömrə gözlənilirdi, məsələn site/S-12
fault-not-expected-kind = burada gözlənilən “{ $kind }” deyil

fault-tooth-twice = { $tooth } dişi iki dəfə verilib
fault-line-twice = bu sətir iki dəfə verilib
fault-one-account = ən azı bir hesab gözlənilirdi, yoxsa heç kim onu aça bilməzdi
fault-bytes = ən çoxu 200 bayt gözlənilirdi, kənarlarda boşluq olmadan

## Rows of files
fault-id-of = nömrə gözlənilirdi ({ $what })
fault-given-twice = iki dəfə verilib: { $what } (əvvəlcə { $row } sətrində)
fault-this-missing-person = bu itkin düşmüş şəxs
fault-this-person = bu şəxs
fault-these-remains = bu qalıqlar
fault-this-sample = bu nümunə
fault-number-between = { $from }–{ $to } arasında ədəd gözlənilirdi
fault-allele-twice = { $locus } lokusunda bu allel { $row } sətrində də var
fault-reported-twice = bu şəxs iki dəfə bildirilib: { $row } sətrində { $other } kimi və { $id } kimi
fault-reported-already = bu şəxs haqqında artıq { $other } kimi bildirilib
fault-id-of-family = ailənin nömrəsi gözlənilirdi
fault-id-of-relative = qohumun nömrəsi gözlənilirdi
fault-no-missing-person = bu nömrə ilə itkin düşmüş şəxs yoxdur
fault-other-person = itkin düşmüş şəxs { $missing } – { $family } ailəsindən { $person }, { $other } ailəsindən { $id } deyil
fault-other-family = bu şəxs artıq { $family } ailəsinə aiddir
fault-other-sex = { $id } digər cinslə bildirilib
fault-age-at-least = ən azı { $from } yaş gözlənilirdi
fault-sample-of = nümunənin alındığı şəxs və ya qalıqlar gözlənilirdi
fault-person-or-remains = ya şəxs, ya qalıqlar gözlənilirdi, ikisi birdən yox
fault-nobody = bu nömrə heç kimdə yoxdur
fault-no-remains = bu nömrə ilə qalıqlar yoxdur
fault-no-sample = bu nömrə ilə nümunə yoxdur
fault-sample-used = bu nümunə artıq istifadə olunub: { $whose }
fault-unknown-locus = naməlum lokus; tezlik cədvəlindəki, Y xromosomundakı (DYS…) lokus və ya mtDNA gözlənilirdi
fault-no-haplotypes = haplotiplər cədvəli gözlənilirdi: sample və Y xromosomunun lokusları (DYS…) və ya mtDNA
fault-no-haplotype-locus = Y xromosomunun lokusu (DYS…) və ya mtDNA gözlənilirdi
fault-locus-twice = { $sample } nümunəsində { $locus } lokusu { $row } sətrində də var
fault-no-such-allele = tezlik cədvəlində { $locus } lokusunun belə alleli yoxdur ({ $range }); oxunuş düzgündürsə, alleli cədvələ əlavə edin və ya --accept-rare-alleles ilə idxal edin
fault-relation = qohumluq gözlənilirdi, məsələn mother, brother, half sister by the father, son with <id>, nephew by a sister, mother's brother və ya cousin by the mother's brother
fault-names-with-languages = dilləri ilə adlar gözlənilirdi, məsələn az: Dağ; hy: Լեռ
fault-own-party = başqa nömrə və öz tərəfiniz və ya heç biri gözlənilirdi
fault-not-in-family = { $id } bu ailədə yoxdur
fault-same-person = { $one } və { $other } eyni şəxs olardı
fault-both-sexes = { $id } həm kişi, həm qadın olardı
fault-own-ancestor = { $id } öz əcdadıdır
fault-listed-twice = { $id } iki dəfə verilib
fault-parent-not-there = { $id }: { $role } “{ $parent }” şəcərədə yoxdur
fault-parent-sex = { $id }: { $role } { $parent } – cinsi: { $sex }
fault-not-founder = { $id }: { $other } bu ailənin banisi deyil: valideynləri göstərilənlərin qohumluğu onlardan məlum olur
fault-founder-coefficient = { $id }: { $name } əmsalı 0-dan { $most }-dək ədəddir, { $value } deyil
fault-founder-several = { $id }: ailə banisi yalnız bir başqa bani ilə qohum ola bilər; qalanların ortaq əcdadlarını şəcərədə göstərin
fault-kinship-coefficient = qohumluq dərəcəsi gözlənilirdi: 0-dan 0,25-dək ədəd

fault-male = kişi
fault-female = qadın
fault-father = ata
fault-mother = ana

## Alleles and frequencies
fault-off-ladder = nərdivandan kənar dəyər “{ $value }”; 9 və ya 9.3 kimi allel gözlənilirdi
fault-no-allele = “{ $value }” allel deyil; 9 və ya 9.3 kimi təkrar sayı gözlənilirdi
fault-no-range = oxunmuş aralıq göstərilməyib; fərqlərdən əvvəl məsələn 16024-16365 73-340: gözlənilirdi
fault-not-a-range = “{ $value }” aralıq deyil; 16024-16365, HV1 və ya CR kimi aralıq gözlənilirdi
fault-no-difference = “{ $value }” fərq deyil; 16126C, 16093Y, 315.1C və ya 249del kimi fərq gözlənilirdi
fault-outside-range = “{ $value }” oxunmuş aralıqdan kənardadır
fault-reference-base = “{ $value }”: istinad ardıcıllığında (rCRS) burada { $base } durur
fault-position-twice = “{ $value }”: bu mövqe üçün artıq başqa şey yazılıb
fault-frequency = 0 ilə 1 arasında tezlik gözlənilirdi
fault-frequency-of = lokus { $locus }, allel { $allele }: { $value } tezliyi 0 ilə 1 arasında deyil
fault-frequencies-sum = lokus { $locus }: tezliklərin cəmi { $sum }, 1 gözlənilirdi
fault-frequency-twice = lokus { $locus }: { $allele } alleli iki dəfə verilib
fault-several-alleles = bir xanada bir neçə allel; biri gözlənilirdi
fault-id-of-sample = nümunənin nömrəsi gözlənilirdi
fault-name-of-locus = lokusun adı gözlənilirdi

## Files and tables
fault-empty-file = fayl boşdur; cədvəl gözlənilirdi
fault-no-rows = sətir yoxdur; başlıqlı cədvəl gözlənilirdi
fault-no-sheet = sətirli vərəq yoxdur; başlıqlı cədvəl gözlənilirdi
fault-unknown-table = bu sütunlar tanınan cədvəl deyil; bunlardan biri gözlənilirdi: { $tables }
fault-workbook = iş kitabı açılmır: { $why }
fault-not-a-table = cədvəl deyil: { $why }
fault-unknown-format = naməlum format; cədvəl (CSV, XLSX) və ya Familias faylı gözlənilirdi
fault-reference-cases = { $format } formatında JSON faylı; nümunə işlər `kintrace lr` və `kintrace joint` üçündür
fault-column = bu sütun gözlənilirdi
fault-column-twice = bu sütun { $first } ilə eyni mənadadır; biri gözlənilirdi
fault-columns-same = { $one } və { $other } eyni mənadadır; biri gözlənilirdi
fault-cells = { $found } xana; { $wanted } gözlənilirdi, hər sütuna bir
fault-columns-of-locus = bir lokus üçün { $count } sütun; bir və ya iki gözlənilirdi
fault-no-column-of-names = adlar sütunu yoxdur: { $columns }; ad, yaxud ad və soyad gözlənilirdi
fault-yes-or-no = hə və ya yox gözlənilirdi
fault-cant-be-read = oxunmur: { $why }
fault-json = JSON gözlənilirdi: { $why }
fault-of-family = ailə { $family }: { $what }

## Familias
fault-file-ends = fayl burada bitir; gözlənilirdi: { $what }
fault-a-number = ədəd gözlənilirdi: { $what }
fault-a-whole-number = tam ədəd gözlənilirdi: { $what }
fault-precomputed = əvvəlcədən hesablanmış ehtimallar oxunmur; faylı onlarsız saxlayın
fault-theta = 0-dan 1-ə qədər teta gözlənilirdi
fault-stationary = lokus { $locus }: stasionar addımlı model hesablanmır; bərabər, mütənasib və ya genişləndirilmiş addımlı gözlənilirdi
fault-locus-of-database = bazadakı lokus gözlənilirdi
fault-true-or-false = #TRUE# (kişi) və ya #FALSE# (qadın) gözlənilirdi
fault-twins = .fam faylından eyni əkizlər və birbaşa uyğunluq hesablanmır
fault-part = { $part } hissəsi gözlənilirdi
fault-silent = lokus { $locus }: səssiz allellər hələ hesablanmır
fault-model = lokus { $locus }: mutasiya modeli { $model }; 0–4 gözlənilirdi
fault-two-parents = ailə { $family }: { $child } – hər iki valideyni eyni cinsdəndir, { $one } və { $other }

## Noticed while importing
fault-noticed-twice = { $file }, sətir { $row }: { $id } ilə { $first } sətrindəki { $other } – ad, doğum, gün və yer eynidir; bir şəxs iki dəfə bildirilib?
fault-alleles-added = { $frequency } tezliyi ilə əlavə olunan allellər: { $alleles }
fault-truth = { $file }: simulyasiyanın məlum həqiqəti, idxal olunmur
fault-unknown-columns = { $file }: naməlum sütunlar, olduğu kimi saxlanılıb: { $columns }
fault-left-out = { $file }, sətir { $row }: “{ $label }” allel deyil, buraxılıb
fault-no-loci = { $file }: lokus olmayan sütunlar, nəzərə alınmayıb: { $columns }
