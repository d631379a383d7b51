# The office's pages.

## Overview
count-missing-persons = itkin düşmüş şəxs
count-remains = qalıq dəsti
what-you-may-see = Görə biləcəkləriniz burada yerləşir:
hypotheses-by-posterior = Aposterior ehtimala görə fərziyyələr
strength-ready = { $from } və yuxarı: yoxlanmağa hazırdır
strength-more-evidence = { $from }–{ $to }: əlavə sübut həlledici olar
strength-likely = { $from }–{ $to }: ehtimalı daha çoxdur
strength-possible = { $from }–{ $to }: mümkündür
last-compared = Son müqayisə: { $moment }. Hər yeni məlumat gəldikdə yenidən müqayisə edirik.
nothing-compared-yet = Hələ heç nə müqayisə edilməyib.
changed-lately = Son dəyişikliklər
import-to-begin = Başlamaq üçün büronuzun və ya laboratoriyanızın cədvəllərini idxal edin.
why-may-be = { $remains } niyə { $name } ola bilər

## The diary
diary-imported = İdxal edilib: { $changes } ({ $files })
diary-searched = Müqayisə edilib: { $missing } itkin düşmüş şəxs, { $remains } qalıq dəsti; { $found } fərziyyə
diary-list-received = { $rows } sətirlik siyahı qəbul edilib: { $likely } nəfər yəqin ki, qeydiyyatdadır
diary-row-confirmed = { $list } siyahısının { $row } saylı sətri: { $missing } olduğu təsdiqlənib
diary-row-rejected = { $list } siyahısının { $row } saylı sətri: { $missing } olmadığı müəyyən edilib
diary-row-reopened = { $list } siyahısının { $row } saylı sətri və { $missing }: yenidən qərar verilməlidir
diary-reported = İtkin düşmüş şəxs haqqında müraciət: { $missing }
diary-account-added = Hesab əlavə edilib: { $role }
diary-identity-opened = Qorunan şahidin kimliyi açılıb
diary-erased = Bir şəxsin məlumatları silinib
diary-by = { $what }; { $account }
diary-as-written = { $text }
change-new = { $kind }: { $count } yeni
change-altered = { $kind }: { $count } dəyişdirilib
change-nothing = yeni heç nə yoxdur

## Missing persons
enter-new-report = Yeni müraciət daxil et
name-place-or-id = Ad (istənilən əlifba ilə), yer və ya nömrə
candidate = Namizəd
candidates = Namizədlər
more-likely-than-not = ehtimalı daha çoxdur
sorted-by = Sıralama
sort-name = ad
sort-born = doğum tarixi
sort-last-seen = son dəfə görüldüyü vaxt
sort-id = nömrə
nobody-fits = Qeydiyyatda uyğun gələn yoxdur. Daha az söz və ya başqa yazılış yoxlayın.

what-is-known = Məlum olanlar
capacity-as-reported = Statusu, bildirildiyi kimi
also-missing = Həmçinin itkin
who-it-could-be = Kim ola bilər
nothing-found-of = { $name } ilə əlaqəli ola biləcək heç nə hələ tapmamışıq. Hər yeni məlumat gəldikdə yenidən müqayisə edirik.
sets-of-remains-could-be = { $count } qalıq dəsti { $name } ola bilər; bunun nə dərəcədə əmin olduğu aşağıda göstərilir.
on-lists-of-others = Başqalarının siyahılarında
row-of-list = { $list }, sətir { $row }
family-as-table = Ailə cədvəl şəklində
members-of-family = Ailə üzvləri
dna-given = verilib
samples-of-relatives = Qohumların nümunələri
no-relative-gave-dna = Hələ heç bir qohum DNT verməyib. Onsuz qalıqlar yalnız başqa məlumatlarla müqayisə olunur, bu isə nadir hallarda kifayət edir.
sample-of = Nümunə { $sample }: { $of }
loci-typed = { $count } lokus oxunub
profile-of-sample = { $sample } nümunəsinin profili

## A report is typed in
new-report = Yeni müraciət
not-entered-yet = Hələ daxil edilməyib
look-at-them-first = Qeydiyyatda artıq oxşar şəxs var. Əvvəlcə onlara baxın; heç biri deyilsə, müraciəti daxil edin.
name-as-written = Ad, ailənin yazdığı kimi, istənilən əlifba ilə
born-how = Doğulub (il, ay və ya gün: 1962, 1962-03, 14.03.1962)
entering = Daxil edilir …
none-of-them-enter = Heç biri deyil: müraciəti daxil et
enter-the-report = Müraciəti daxil et
in-registry-already = Artıq qeydiyyatdadır?
the-same-with = eyni şəxs olma ehtimalı { $probability } ({ $reasons })
born-on = doğulub: { $date }
last-seen-on = son dəfə görülüb: { $date }
reason-name = ad { $weight }
reason-born = doğum { $weight }
reason-last-seen = son dəfə görülmə { $weight }
reason-sex = cins { $weight }
reason-place = yer { $weight }

## Remains
remains-of-id = Qalıqlar { $id }
id-site-or-description = Nömrə, sahə və ya təsvir
no-remains-fit = Qeydiyyatda uyğun gələn qalıq yoxdur.
sex-estimated = Cins, təxmini
age-estimated = Ölüm zamanı yaş, təxmini
stature-estimated-cm = Boy, təxmini, sm
nobody-fits-remains = Hələlik qeydiyyatdakı heç kim bu qalıqlara uyğun gəlmir. Ola bilsin, bu, bizə bildirilməmiş və ya qohumları hələ DNT verməmiş bir şəxsdir.
samples-and-profiles = Nümunələr və profillər
no-sample-yet = Hələ nümunə götürülməyib.

## Hypotheses
hypotheses-lead = Hər biri bunu deyir: bu qalıqlar həmin itkin düşmüş şəxsdir. Aposterior ehtimal bütün qalıqları, bütün ailələri və aprior ehtimalı birlikdə nəzərə alır.
compare-everything-again = Hamısını yenidən müqayisə et
nothing-found-yet = Hələ heç nə tapmamışıq. Hər yeni məlumat gəldikdə yenidən müqayisə edirik.
import-first = Əvvəlcə ailələri və qalıqları idxal edin
search-was = Müqayisə edilib, { $moment }: { $missing } itkin düşmüş şəxs, { $remains } qalıq dəsti. Aprior ehtimal: qalıqların tapıldığı yerdə artıq tapılanlardan başqa, qeydiyyatdan kənar { $outside } nəfər də ola bilər, hər biri qeydiyyatdakı hər itkin qədər ehtimallıdır. θ = { $theta }. Nəzərə alınmayan ehtimal: ən çoxu { $dropped }. Seçmə xətası: ən çoxu { $error }. { $engine }.
comparing = Müqayisə edilir …
comparing-everything = Bütün ailələri bütün qalıqlarla müqayisə edirik. Yeni fərziyyələr burada özü görünəcək.
comparing-so-far = Bütün ailələri bütün qalıqlarla müqayisə edirik: hələlik { $total } itkin düşmüş şəxsdən { $done } nəfəri. Yeni fərziyyələr burada özü görünəcək.
comparison-failed = Son müqayisə başa çatmadı. Əvvəl tapılanlar yenə göstərilir. Bir daha başladın; yenə alınmasa, administratora deyin.
are-remains = { $remains } qalıqları { $name } ola bilərmi?
remains-and-person = { $remains } və { $name }
in-short = Qısaca
posterior-takes-all = O, bütün qalıqları, bütün ailələri, bütün sübut xətlərini və aprior ehtimalı birlikdə nəzərə alır.
posterior-too-low = Son müqayisədə bu cütün aposterior ehtimalı 0,001-dən aşağı oldu.
the-dna-alone = Yalnız DNT
dna-says = Qalıqların { $name } olduğu halda onların profili ailəyə yad birinə aid olduğu haldan { $times }: { $support } (log10 LR { $lr }).
remains-in-family = Qalıqlar ailədə
side-by-side = Yanaşı
age-side-by-side = Yaş (son dəfə görüləndə; ölüm zamanı), il
what-enters-the-posterior = Bunlardan hansının hansı çəki ilə aposterior ehtimala daxil olduğu yuxarıda deyilir. Ölüm anındakı xəsarətlər və nişanələr mütəxəssis üçün göstərilir.
locus-by-locus = Lokus-lokus
no-profile-to-compare = Müqayisə edilə bilmir: qalıqların hələ profili yoxdur.
panel-of-loci = { $count } lokus müqayisə edilib; siyahıda ən çox əleyhinə olan { $shown } lokus göstərilib. Hamısı bu cütün faylındadır.
panel-of-linked-loci = Bu qədər lokusun çoxu xromosomlarda bir-birinə yaxındır və müstəqil deyil. Müstəqil kimi vurulub: ədəd cütün nə qədər uyğun gəldiyini göstərir, onu hərfi mənada götürmək olmaz.
linked-loci = { $one } və { $other } bir xromosomda bir-birinə yaxındır. Təkcə valideynlər və ya təkcə bir övlad tipləşdirilməyibsə, onlar bir-birindən tam müstəqil deyil; burada müstəqil kimi vurulub. Daha çox şey deyən { $more } olmasaydı, DNT-nin log10 LR qiyməti { $lr } olardı.
of-one-line = Yalnız bir xətlə ötürülənlər
of-one-line-explained = Y xromosomu atadan, mitoxondrial DNT anadan gəlir. Hər ikisi bütöv şəkildə müqayisə olunur, ona görə ayrı-ayrı lokuslar üçün rəqəm yoxdur: onların çəkisini yuxarıdakı xətlər cədvəli göstərir. Mitoxondrial DNT oxunmuş aralıqdan sonra istinad ardıcıllığından (rCRS) fərqləri ilə yazılır.
bars-above-and-below = Xəttin üstündəki sütunlar bu cütün lehinə, altındakılar əleyhinədir.
surprising-loci = { $count ->
    [0] Təəccüblü lokus yoxdur.
   *[other] Əgər cüt doğrudursa, { $count } lokus təəccüblüdür («!» ilə işarələnib): mutasiya, itmiş allel və ya deyildiyi kimi olmayan qohumluq axtarın.
  }
strip-of-loci = Lokuslar zolağı
surprising = təəccüblü
other-candidates = Digər namizədlər
no-other-candidates = Heç bir tərəfin aposterior ehtimalı 0,001 və ya daha çox olan başqa namizədi yoxdur.
for-remains = { $id } qalıqları üçün
for-person = { $name } üçün
what-the-numbers-rest-on = Rəqəmlər nəyə əsaslanır
allele-frequencies = Allel tezlikləri
mutation = Mutasiya
mutation-model = genişləndirilmiş pilləli model, lokus üzrə { $mothers } (analar) və { $fathers } (atalar)
mutation-models = Öz modeli olan lokuslar (mutasiya)
drop-out-in-remains = Qalıqlarda allel itməsi
drop-out-allowed = nəzərə alınıb: piklərin hündürlüyü məlumdursa, ona görə ({ $threshold } RFU-dan oxunur), yoxsa profilin çatışmayan hissəsinə görə
drop-out-not-allowed = nəzərə alınmır
prior = Aprior ehtimal
prior-outside = qalıqların tapıldığı yerdə artıq tapılanlardan başqa, qeydiyyatdan kənar { $outside } nəfər də ola bilər
engine = Hesablama proqramı

## Lists of others
lists-of-others = Başqalarının siyahıları
lists-lead = Digər bürolar və təşkilatlar da itkinlərin siyahısını aparır. Siyahı qəbul edildiyi kimi saxlanılır. Orada kimin qeydiyyatda ola biləcəyi istənilən əlifba ilə yazılmış adlara, tarixlərə və yerlərə görə hesablanır; belə olub-olmadığına isə insan qərar verir.
list-not-kept = Siyahı saxlanılmadı
list = Siyahı
received = Qəbul edilib
rows = Sətirlər
row = Sətir
to-be-decided = Qərar gözləyir
confirmed = Təsdiqlənib
receive-a-list = Siyahı qəbul et
which-list-files = CSV və ya iş kitabı, hər sətirdə bir şəxs; adlar sütunu (yaxud ad, ata adı və soyad) və məlum olan hər şey: cins, doğum, son dəfə görülmə, yer. Bununla qeydiyyatda heç nə dəyişmir.
what-it-is-and-whose = Bu nədir və kimindir
keep-and-compare = Saxla və müqayisə et
list-received = Qəbul edilib: { $moment }, { $account }; { $rows } sətir.
file-as-received = Fayl, qəbul edildiyi kimi
links-by-decision = Qərara görə uyğunluqlar
links-open = Qərar gözləyir ({ $count })
links-confirmed = Təsdiqlənib ({ $count })
links-rejected = Rədd edilib ({ $count })
who-may-be-whom = Kim kim ola bilər
on-the-list = Siyahıda
in-the-registry = Qeydiyyatda
list-and-row = { $list }, sətir { $row }
row-is-one-person = Heç nə dəyişdirilmədi. Bir sətir yalnız bir şəxs ola bilər: əvvəlcə digər qərarı geri götürün.
nobody-likely = Qeydiyyatda bu şəxs ola biləcək heç kim yoxdur.
on-the-list-as-received = Siyahıda, qəbul edildiyi kimi
same-person-with = Eyni şəxs olma ehtimalı:
how-it-agrees = Necə uyğun gəlir
weight = Çəki
weights-are-powers = Çəkilər onun qüvvətləridir: +2 o deməkdir ki, bu, iki nəfərdənsə bir nəfər üçün yüz dəfə daha ehtimallıdır, −1 isə on dəfə daha az.
reason-together = birlikdə
they-are-one = Bu, bir şəxsdir
they-are-two = Bunlar iki şəxsdir
decided-one = Bir şəxs; qərarı verən: { $account }.
decided-two = İki şəxs; qərarı verən: { $account }.
take-back = Geri götür

## Import
nothing-was-imported = Heç nə idxal edilmədi
to-be-put-right = Əvvəlcə { $count } yer düzəldilməlidir. Faylları düzəldin və yenidən seçin.
what-would-change = Nə dəyişəcək
nothing-changed-yet = Hələ heç nə dəyişdirilməyib. Fayllar: { $files }.
all-in-registry-already = Bu fayllardakı hər şey artıq qeydiyyatdadır.
new = Yeni
changed = Dəyişib
what-is-there-and-would-change = Qeydiyyatda olan və dəyişəcək
importing = İdxal edilir …
import-and-compare = İdxal et və müqayisə et
leave-everything = Hər şeyi olduğu kimi saxla
good-to-know = Bilmək faydalıdır
choose-files = Faylları seçin
which-files = CSV və ya XLSX cədvəlləri (itkin düşmüş şəxslər, qohumlar və ya şəcərə, qalıqlar, nümunələr, profillər, tezliklər) və Familias faylları. Cədvəlin nə olduğu sütunlarından tanınır. Bir şey dəyişməzdən əvvəl nəyin dəyişəcəyini görürsünüz.
accept-rare-alleles = Tezlik cədvəlində olmayan allelləri 0,005 tezliyi ilə qəbul et
reading = Oxunur …
show-what-would-change = Nəyin dəyişəcəyini göstər
choose-a-file = Əvvəlcə fayl seçin.
upload-gone = Bu yükləmə artıq gözləmir (bir saat keçib və ya artıq idxal edilib). Faylları yenidən seçin; heç nə itməyib.
files-hold-others = Fayllarda büronuzdan başqa birinin idxal etdiyi şeylər var ({ $kinds }); heç nə dəyişdirilmədi.
and-more = … və daha { $count }

## Samples
no-samples-for-laboratory = Bu laboratoriyaya hələ nümunə verilməyib.
barcode = Ştrix-kod
taken-on = Götürülüb
loci-read = Oxunan lokuslar

## Records
everything-recorded = Qeydə alınan hər şey
recorded-about-it = Bununla bağlı qeydlər
put-in-something-new = Yenisini daxil et
nothing-recorded-here = Burada hələ heç nə qeydə alınmayıb.
new-of-kind = Yeni: { $kind }
readings-are-recorded = Bu səhifənin hər oxunuşu jurnala yazılır.
identity = Kimlik
identity-was-opened = Onu açmağınız jurnala yazılıb və şahidlə əlaqə saxlayan şəxs bunu görür.
identity-is-sealed = Kimlik möhürlənib. Onu aça bilənlərdən biri kimi adınız göstərilib; açmağınız jurnala yazılır.
open-identity = Kimliyi aç
what-is-written-down = Yazılanlar
change-or-add = Dəyiş və ya əlavə et
save-original = Əsl nüsxəni saxla
saving-is-recorded = (Bu, jurnala yazılır.)
the-original = Əsl nüsxə
original-is-kept = O, bit-bit saxlanılır və sonradan əvəz edilə bilməz.
keeping = Saxlanılır …
keep-it = Saxla
what-it-refers-to = Nəyə istinad edir
what-sources-say = Mənbələr nə deyir
sources-differ = mənbələr fərqlidir
taken-here = Burada əsas götürülüb: { $reason }
changed-by-somebody = Bu arada başqası bunu dəyişib
changed-by = Bu arada { $account } bunu dəyişib
nothing-typed-is-lost = Sizin yazdığınız itməyib: aşağıdakı formada qalıb. Fərqə baxın; növbəti göndərdiyiniz indi orada olanı əvəz edəcək.
the-difference = Fərq
as-it-was = Əvvəl
as-the-other-left-it = Digərinin saxladığı
as-you-typed-it = Sizin yazdığınız
not-written-down-yet = Hələ yazılmayıb
writing = Yazılır …
write-it-down = Yaz
member-and-problem = { $field }: { $problem }

## Receipts
receipt-heading = Qəbz { $number }
receipt-proves = Bu, { $moment } tarixində bir şeyin yazıldığını və o vaxtdan jurnalda dəyişmədən qaldığını sübut edir. Saxlayın: bizdən soruşmadan yoxlanıla bilər.
receipt-check-page = İnternetsiz işləyən səhifədə yoxlayın
receipt-or-command = və ya bu əmrlə:
to-photograph = Şəklini çəkmək və ya çap etmək üçün
receipt-too-long = Qəbz kod üçün çox uzundur; faylı saxlayın.
save-receipt = Qəbzi fayl kimi saxla
who-signed = Kim imzalayıb
the-record = Qeydlər jurnalı
witnesses = Nəzarətçilər
no-witnesses-asked = hələ tələb olunmur
not-enough-signed = hələ kifayət qədər imza yoxdur; bir neçə dəqiqədən sonra yenidən baxın
receipt-as-text = Qəbz mətn şəklində
history-latest = Son { $count } qeyd. Bütün tarixçə jurnaldadır.
show-picture = Şəkli göstər
picture-is-covered = qalıqlar və ya zorakılıq göstərə bilər
showing-is-recorded = Kimə göstərildiyi qeyd olunur.
silent-alleles = Hər lokusda səssiz allel, tezlik
drop-in-of-remains = Lokusda qalıqlara aid olmayan alelin oxunması (drop-in), ehtimal
contamination-of-remains = Lokusda başqasının DNT-sinin oxunması, ehtimal
theta-of-lineages = Heç kim bilmədən eyni ata və ya ana xəttindən olan insanların payı
haplotypes-of-population = Əhalinin haplotipləri
population-haplotypes = ata xətləri: { $male }; ana xətləri: { $maternal }
learned-of = Tezliklər, yerlər və aprior ehtimal nəyə görə öyrənilib
learned-of-people = itkin düşmüş şəxslər: { $missing }; qalıqlar: { $remains }
how-the-dead-lie = Həlak olanlar harada yatır
who-lies-together = Kim birlikdə yatır
places-together = birlikdə itkin düşdükləri başqaları ilə { $together } %; bu cütlərdən { $pairs } cütdən öyrənilib
places-learned = son dəfə göründükləri yerə yaxın { $near } %, bir qədər uzağa aparılmış { $taken } %, istənilən yerdə { $anywhere } %; təkcə DNT-nin həll etdiyi { $pairs } cütdən öyrənilib

## Whom to ask for DNA
whom-to-ask = Kimin DNT-si daha çox kömək edərdi
whom-to-ask-lead = Hələ DNT verməmiş qohumlar, ən çox kömək edəcək birinci. Yalnız DNT ilə adlandırılmaq üçün tam profil bu şəxsi başqasına qarşı bu qədər göstərməlidir: { $times }.
dna-now = Mövcud DNT ilə bu şəxsin öz tam profilindən bu gözlənilir: { $times }. Bu, halların { $enough } hissəsində kifayət edərdi.
nobody-to-ask = Ailədə DNT verə biləcək hər kəs artıq verib.
dna-would-be = Bu qohumla gözlənilən
dna-would-suffice = Kifayət edərdi
whom-to-ask-hint = Qohumun sağ olub-olmadığı və razılığı burada məlum deyil. Sümüklər çox vaxt tam profil vermir; onda daha çox qohum lazımdır.
what-to-read = Mövcud nümunələrdən daha nə oxuna bilər
what-to-read-lead = DNT vermiş şəxslərdən yenidən nümunə istənilmir: onların nümunələri və qalıqlar əlavə lokuslar üzrə oxunur. Ən çox kömək edən birinci gəlir.
what-is-read = Dəst və ya nəsil xətti
loci-without-frequencies = (tezlikləri idxal olunmayıb: { $loci })
dna-would-be-then = Onda gözlənilən

## Which missing persons the families' DNA can find
inclusion-powers = Kim DNT ilə tapıla bilər
inclusion-powers-lead = Hələ axtarılan və namizədi olmayan hər kəs üçün: itkin düşmüş şəxsin tam profili haqqında ailənin DNT-si nə deyərdi və bu, kimisə yalnız DNT ilə adlandırmağa kifayət edirmi. Hər axtarışdan sonra hesablanır. Ata və ana xətləri başqa ailələrin xətləri oxunduğu qədər nəzərə alınır.
reaches = DNT nəyə çatır
reach-no-dna-yet = Ailədən heç kim DNT verməyib
reach-not-enough = Bu ailələrin DNT-si hələ kifayət etmir
reach-perhaps-enough = Bu ailələrin DNT-si kifayət edə bilər
reach-enough = Bu ailələrin DNT-si kifayət edir
nobody-of-this-reach = Burada heç kim yoxdur.
dna-now-short = İndi gözlənilən
dna-suffices = Kifayət edir
ask-first = Əvvəl kimdən soruşmalı
nobody-gave-dna = heç kim DNT verməyib
nobody-left-to-ask = soruşulacaq kimsə qalmayıb

## Searches in tiles

tile-searches = Hissələrə bölünmüş axtarışlar
tile-searches-text = Bütün ailələrin DNT-sinin bütün qalıqların DNT-si ilə müqayisəsi: hissələrə bölünür və istənilən sayda maşındakı işçi proqramlar onların üzərində eyni vaxtda işləyir. Onu “kintrace jobs start” əmri başlayır, “kintrace worker” işçi proqramdır.
no-tile-searches = Hissələrə bölünmüş axtarış hələ başlanmayıb.
tile-search = Axtarış { $number }, başlanıb: { $moment }
tile-search-threshold = Həqiqətəbənzərlik nisbəti 10 üstü { $lr } və ya daha çox olan cütləri tapır.
tiles-done = { $tiles } hissədən { $done } hazırdır
tiles-under-way = İşlənir
tiles-begun-again = Bir dəfədən çox başlanıb: işçi proqram itib
tiles-failed = Alınmayıb, yenidən sınanacaq
tile-pairs-compared = Müqayisə edilən cütlər
tile-pairs-found = Tapılan cütlər
tile-pairs-a-second = Saniyədə cüt, bütün işçi proqramlar birlikdə
tile-pairs-a-second-of-a-worker = Saniyədə cüt, hər işçi proqram
tile = Hissə
tile-runs = Başlanıb, dəfə
tile-worker = İşçi proqram
tile-failure = Səbəb
tile-searches-link = Çox maşın üçün hissələrə bölünmüş axtarışlar
