# The page on which a pedigree is edited.

## The pedigree, edited
diary-family-changed = The family of { $missing } was edited
edit-family = Edit the family
family-of = The family of { $name }
family-editor-lead = Choose somebody in the drawing, by mouse, finger or the Tab key. Whoever is added gets a place first, and a name when it is known.
member-without-name = { $id } ({ $sex })
father = Father
mother = Mother
add-parents = Add parents
add-brother = Add a brother
add-sister = Add a sister
add-a-child = Add a child
other-parent = The other parent
somebody-new = somebody new
add-son = A son
add-daughter = A daughter
diary-sample-given = A relative gave sample { $sample }
gave-samples = Samples:
gave-a-sample = Gave a sample
barcode-of-tube = Barcode of the tube
no-profile-yet = no profile yet
