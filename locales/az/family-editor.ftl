# The page on which a pedigree is edited.

## The pedigree, edited
diary-family-changed = Ailə dəyişdirildi: { $missing }
edit-family = Ailəni redaktə et
family-of = Ailə: { $name }
family-editor-lead = Çertyojda kimisə siçanla, barmaqla və ya Tab düyməsi ilə seçin. Əlavə olunan əvvəlcə yer, məlum olanda isə ad alır.
member-without-name = { $id } ({ $sex })
father = Ata
mother = Ana
add-parents = Valideynləri əlavə et
add-brother = Qardaş əlavə et
add-sister = Bacı əlavə et
add-a-child = Uşaq əlavə et
other-parent = Digər valideyn
somebody-new = yeni şəxs
add-son = Oğul
add-daughter = Qız
diary-sample-given = Qohum nümunə verdi: { $sample }
gave-samples = Nümunələr:
gave-a-sample = Nümunə verib
barcode-of-tube = Sınaq şüşəsinin ştrix-kodu
no-profile-yet = profil hələ yoxdur
