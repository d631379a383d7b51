# The page on which a pedigree is edited.

## The pedigree, edited
diary-family-changed = Ընտանիքը խմբագրվեց՝ { $missing }
edit-family = Խմբագրել ընտանիքը
family-of = Ընտանիք՝ { $name }
family-editor-lead = Գծագրում ընտրեք որևէ մեկին մկնիկով, մատով կամ Tab ստեղնով։ Ավելացվածը նախ տեղ է ստանում, իսկ անուն՝ երբ հայտնի լինի։
member-without-name = { $id } ({ $sex })
father = Հայր
mother = Մայր
add-parents = Ավելացնել ծնողներին
add-brother = Ավելացնել եղբայր
add-sister = Ավելացնել քույր
add-a-child = Ավելացնել երեխա
other-parent = Մյուս ծնողը
somebody-new = նոր անձ
add-son = Որդի
add-daughter = Դուստր
diary-sample-given = Հարազատը նմուշ տվեց՝ { $sample }
gave-samples = Նմուշներ՝
gave-a-sample = Նմուշ է տվել
barcode-of-tube = Փորձանոթի գծիկակոդ
no-profile-yet = պրոֆիլ դեռ չկա
