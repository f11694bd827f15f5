<?php

/**
 * A contact's page. Everything that is printed goes through $e, which escapes it.
 */

?>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title><?= $e($contact['name']) ?></title>
</head>
<body>
<h1><?= $e($contact['name']) ?></h1>
<?php foreach ($messages as $row) : ?>
<p class="<?= $row['outcome'] === 'assigned' || $row['outcome'] === 'revoked' ? 'done' : 'notice' ?>">
  <?= $e($names[$row['product']] ?? $row['product']) ?>: <?= $e($row['sentence']) ?> (<?= $e($row['outcome']) ?>)
</p>
<?php endforeach ?>

<h2>Licences</h2>
<?php if ($licences === []) : ?>
<p>None.</p>
<?php else : ?>
<form method="post" action="/contacts/<?= $e($id) ?>/licences/revoke">
<input type="hidden" name="token" value="<?= $e($token) ?>">
<input type="hidden" name="request" value="<?= $e($request) ?>">
<table>
<?php foreach ($licences as $licence) : ?>
  <tr>
    <td><?= $e($licence['product_name'] ?: $licence['product']) ?></td>
    <td><?= $e($licence['state']) ?></td>
    <td><?= $e($licence['ends_on'] === null ? 'no end yet' : "until $licence[ends_on]") ?></td>
    <td><button name="products[]" value="<?= $e($licence['product']) ?>">Take back</button></td>
  </tr>
<?php endforeach ?>
</table>
</form>
<?php endif ?>

<h2>Assign</h2>
<?php if ($offers === []) : ?>
<p>Has everything.</p>
<?php else : ?>
<form method="post" action="/contacts/<?= $e($id) ?>/licences/assign">
<input type="hidden" name="token" value="<?= $e($token) ?>">
<input type="hidden" name="request" value="<?= $e($request) ?>">
<?php foreach ($offers as $offer) : ?>
<label>
  <input type="checkbox" name="products[]" value="<?= $e($offer['product']) ?>">
  <?= $e($names[$offer['product']] ?? $offer['product']) ?>, <?= $offer['available'] ?> of <?= $offer['total'] ?> free
</label>
<?php endforeach ?>
<button>Assign</button>
</form>
<?php endif ?>
</body>
</html>
