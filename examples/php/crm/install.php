<?php

/**
 * What the plug-in does once, when it is installed: makes the book and writes down what was bought.
 *
 *     php install.php [where to make the book]
 */

declare(strict_types=1);

use Crm\Crm;
use Seatbook\Book;
use Seatbook\Options;

require_once __DIR__ . '/bootstrap.php';

try {
    $crm = new Crm(__DIR__ . '/contacts.json');
    $book = Book::create($argv[1] ?? __DIR__ . '/licences.book');
    $orgs = [];
    foreach ($crm->schools() as $id => $name) {
        $orgs[] = ['id' => (string) $id, 'name' => $name];
    }
    $terms = ['org' => 'söderskolan', 'start_policy' => 'on_assign', 'duration' => '12 months', 'release' => 'fresh'];
    $loaded = $book->load(
        [
            'orgs' => $orgs,
            'products' => [
                ['id' => 'maths', 'name' => 'Maths & Logic'],
                ['id' => 'svenska', 'name' => 'Svenska på nätet'],
            ],
            'pools' => [
                ['id' => 'PO-1', 'product' => 'maths', 'quantity' => 1] + $terms,
                ['id' => 'PO-2', 'product' => 'svenska', 'quantity' => 30] + $terms,
            ],
        ],
        new Options(on: $crm->today(), actor: $crm->user(), reason: 'plug-in installed'),
    );
    foreach ($loaded['refused'] as $refused) {
        fwrite(STDERR, "{$refused['entity']} {$refused['id']}: {$refused['message']}\n");
    }
} catch (RuntimeException $failed) {
    fwrite(STDERR, "install: {$failed->getMessage()}\n");
    exit(1);
}
