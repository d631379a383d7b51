# The page on which a pedigree is edited.

## The pedigree, edited
diary-family-changed = Изменена семья: { $missing }
edit-family = Изменить семью
family-of = Семья: { $name }
family-editor-lead = Выберите кого-нибудь на рисунке мышью, пальцем или клавишей Tab. Добавленный сначала получает место, а имя — когда оно станет известно.
member-without-name = { $id } ({ $sex })
father = Отец
mother = Мать
add-parents = Добавить родителей
add-brother = Добавить брата
add-sister = Добавить сестру
add-a-child = Добавить ребёнка
other-parent = Второй родитель
somebody-new = кто-то новый
add-son = Сына
add-daughter = Дочь
diary-sample-given = Родственник сдал образец { $sample }
gave-samples = Образцы:
gave-a-sample = Сдал образец
barcode-of-tube = Штрих-код пробирки
no-profile-yet = профиля ещё нет
