<?php

/**
 * Seats for the contacts of a CRM, as a plug-in would see to them.
 *
 *     php contacts.php [where to make the book]
 */

declare(strict_types=1);

use Seatbook\Book;
use Seatbook\Options;
use Seatbook\Report;
use Seatbook\SeatbookException;

require __DIR__ . '/autoload.php';

function show(string $title, Report $report): void
{
    echo "\n$title\n";
    foreach ($report as $row) {
        echo "  $row->target: $row->outcome ($row->sentence)\n";
    }
    echo "  {$report->changed()} changed, {$report->refused()} refused\n";
    foreach ($report->shortfall() as $product => $short) {
        echo "  $product: {$short['needed']} needed, {$short['available']} available, {$short['missing']} missing\n";
    }
}

try {
    $book = Book::create($argv[1] ?? 'contacts.book');
    $loaded = $book->load(
        [
            'orgs' => [['id' => 'skåne', 'name' => 'Skåne']],
            'users' => [
                ['id' => 'åsa', 'org' => 'skåne'],
                ['id' => 'björn', 'org' => 'skåne'],
                ['id' => '陳偉', 'org' => 'skåne'],
                ['id' => 'zoë', 'org' => 'skåne', 'enabled' => false],
                ['id' => 'émile', 'org' => 'lycée'],
            ],
            'products' => [['id' => 'maths', 'name' => 'Maths']],
            'pools' => [[
                'id' => 'order-7', 'product' => 'maths', 'org' => 'skåne', 'quantity' => 2,
                'start_policy' => 'on_first_use', 'duration' => '12 months', 'release' => 'reuse',
            ]],
        ],
        new Options(on: '2026-08-17'),
    );
    echo "loaded\n";
    foreach ($loaded['refused'] as $refused) {
        echo "  {$refused['entity']} {$refused['id']}: {$refused['message']}\n";
    }

    $august = new Options(
        on: '2026-08-17',
        actor: 'crm',
        reason: 'new school year',
        progress: function (int $done, int $total): void {
            echo "\nprogress: $done of $total rows\n";
        },
    );
    show('2026-08-17 seats for five', $book->assign(['åsa', 'björn', '陳偉', 'zoë', 'nobody'], ['maths'], $august));

    show('2026-09-01 first lesson', $book->apply([
        'on' => '2026-09-01',
        'items' => [['op' => 'start', 'users' => ['åsa', 'björn'], 'product' => 'maths']],
    ]));
    $october = new Options(on: '2026-10-05', actor: 'crm', reason: 'moved away');
    show('2026-10-05 björn moves away', $book->revoke(['björn'], ['maths'], $october));

    $supply = $book->query(['query' => 'supply', 'product' => 'maths', 'org' => 'skåne', 'on' => '2026-10-05']);
    $end = $supply['reusable'][0]['ends_on'];
    show("2026-10-05 the seat until $end for 陳偉", $book->apply([
        'on' => '2026-10-05',
        'items' => [['op' => 'reuse', 'user' => '陳偉', 'product' => 'maths', 'ends_on' => $end]],
    ]));

    echo "\nwho has maths\n";
    foreach ($book->holders('maths', on: '2026-10-05', page: 1) as $holder) {
        echo "  $holder->id: $holder->state, until {$holder->endsOn->format('Y-m-d')}\n";
    }
    $counts = $book->counts('maths', on: '2026-10-05');
    echo "  {$counts['total']} seats: {$counts['assigned']} assigned, {$counts['available']} available\n";

    echo "\nwhat is not there\n";
    try {
        $book->assign(['åsa'], ['physics'], $october);
    } catch (SeatbookException $refused) {
        echo "  {$refused->getCode()} $refused->status: {$refused->getMessage()}\n";
    }
    $book->close();
} catch (RuntimeException $failed) {
    fwrite(STDERR, "contacts: {$failed->getMessage()}\n");
    exit(1);
}
