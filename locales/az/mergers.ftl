# Whoever was reported twice: both reports side by side, merged and parted.

## Who may be one person
reported-twice = İki dəfə bildirilib?
reported-twice-lead = Qohumlar bir neçə büroya müraciət edir, ad isə müxtəlif cür yazılır. Burada reyestrdə eyni şəxs ola bilənlər göstərilir. Qərarı yalnız insan verir: heç nə öz-özünə birləşdirilmir.
nobody-reported-twice = Reyestrdə bu şəxs ola biləcək başqası yoxdur.

## Both reports, side by side
both-reports = Hər iki müraciət yan-yana
one-person-with = Ada, tarixlərə, cinsə və yerə görə bunların bir şəxs olması ehtimalı: { $probability }.
differs = fərqlidir
where-the-case-is = İşin vəziyyəti
both-families-dna = Hər iki ailənin DNT-si nə deyir
gave-the-same-dna = { $one } və { $other } eyni DNT verib: bu bir qohumdur.
dna-says-nothing = Heç bir qohum hər iki müraciət üçün DNT verməyib, ona görə DNT nə lehinə, nə əleyhinə danışır.
apart-sex = Bunlar bir şəxs ola bilməz: { $one } və { $other } eyni qohum olmalı idi, amma biri kişi, o biri qadındır.
apart-dna = Bunlar bir şəxs ola bilməz: { $one } və { $other } eyni qohum olmalı idi, amma DNT-ləri fərqlidir (lokuslar: { $differ } / { $read }).
apart-pedigree = Bunlar bir şəxs ola bilməz: kimsə öz əcdadı olardı.

## Merged, and parted
one-person = Bu bir şəxsdir
merging-means = Seçdiyiniz iş davam edir. O biri olduğu kimi qalır və ona istinad edir. Növbəti müqayisədən başlayaraq hər ikisinin qohumları birlikdə nəzərə alınır. İstənilən vaxt yenidən ayırmaq olar; heç nə itmir.
which-goes-on = Hansı iş davam edir?
merge-the-cases = İşləri birləşdir
merged-because = İşlər niyə birləşdirilib:
merged-elsewhere = Onlardan biri artıq başqa işlə birləşdirilib. Onu müqayisə edin.
two-people = Bunlar iki şəxsdir
parting-means = İşə yenidən ayrıca baxılır, qohumlar növbəti müqayisədən başlayaraq yalnız ona aid olur.
part-the-cases = İşləri ayır
goes-on-in = Bu şəxs haqqında iki dəfə bildirilib. İş belə davam edir:
reports-of-one-person = Bu müraciətlər eyni şəxs haqqındadır, qohumları burada nəzərə alınır:
compared-by-itself = bir ailə ola bilməz; ayrıca müqayisə olunur
