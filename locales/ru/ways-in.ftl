# Passkeys, institutions, obligatory second factors, new accounts.

## Passkeys
passkey-sign-in = Войти с ключом доступа
passkey-second = Покажите ключ доступа этой учётной записи.
passkey-not-now = Ключ доступа не показан. Ничего не изменилось; попробуйте ещё раз или войдите с паролем.
passkey-wrong = Этот ключ доступа здесь неизвестен, или ответ пришёл слишком поздно. Попробуйте ещё раз.
passkey-add = Добавить ключ доступа
passkey-lead = Телефон, компьютер или ключ на связке впустит вас по отпечатку пальца, лицу или PIN-коду. Тогда у вас нельзя украсть пароль.
passkey-name = Как вы называете это устройство?
passkey-name-hint = Например: мой телефон. Вы увидите его здесь, когда захотите убрать.
passkey-make = Использовать это устройство
passkey-since = Ключ доступа «{ $name }», с { $moment }.
passkey-added = Ключ доступа добавлен. С ним можно войти без имени и пароля.
diary-passkey-added = Добавлен ключ доступа

## Institutions
institution-sign-in = Войти с учётной записью «{ $institution }»
institution-connect = Связать с учётной записью «{ $institution }»
institution-connect-lead = «{ $institution }» спросит, кто вы. После этого вы будете входить сюда с учётной записью оттуда.
institution-go = Перейти: { $institution }
institution-since = Связано с «{ $institution }», с { $moment }.
institution-silent = Учреждение не отвечает. Попробуйте позже или войдите с паролем.
institution-again = Учреждение вас не впустило, или это длилось слишком долго. Начните ещё раз.
institution-unknown = Учреждение вас знает, но здесь с ним не связана ни одна учётная запись. Войдите с паролем и свяжите её в разделе «Ваша учётная запись».
institution-other-account = Эта учётная запись учреждения здесь уже связана с другой.
diary-institution-connected = Учётная запись связана с «{ $institution }»
signed-in-go-on = Вы вошли: продолжайте

## Obligation
second-factor-first = Прежде чем продолжить, добавьте второй фактор: ключ доступа или коды из приложения. То, что хранит этот реестр, ценнее одного пароля.
second-factor-last = Это единственный второй фактор учётной записи. Сначала добавьте другой.
factor-removed = Убрано.

## New accounts, and ended ones
account-new = Новая учётная запись
account-new-lead = Вы предлагаете, другой сотрудник подтверждает и получает для этого человека ссылку и код, а пароль тот выбирает сам.
account-propose = Предложить
account-end = Закрытие
account-end-now = Закрыть
account-end-for = Закрыть учётную запись { $account }
account-closed = войти нельзя
recovery-confirm-for = Подтвердить выдачу учётной записи { $account }
diary-account-ended = Учётная запись { $account } закрыта
