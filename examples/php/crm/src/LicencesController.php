<?php

declare(strict_types=1);

namespace Crm;

use Seatbook\Book;
use Seatbook\Options;
use Seatbook\SeatbookException;

/**
 * The licences on a contact's page: what there is, assign, take back.
 *
 * The book is opened for each request and closed with it. Those who only look do not wait for those who write.
 */
final class LicencesController
{
    public function __construct(private readonly Crm $crm, private readonly string $path)
    {
    }

    /**
     * @param int $operation whose outcome is shown, 0 for none
     */
    public function show(string $id, int $operation = 0): string
    {
        $contact = $this->crm->contact($id);
        $book = Book::open($this->path, readOnly: true);
        $today = $this->crm->today();
        $licences = $this->licences($book, $id, $today);
        $names = array_column($book->query(['query' => 'products'])['rows'], 'name', 'id');
        $offers = $book->query(['query' => 'counts', 'org' => $contact['school'], 'on' => $today]);

        return self::render('contact', [
            'id' => $id,
            'contact' => $contact,
            'licences' => $licences,
            'names' => $names,
            'offers' => array_filter(
                $offers,
                static fn (array $offer) => !in_array($offer['product'], array_column($licences, 'product'), true),
            ),
            'messages' => $operation > 0 ? $this->outcome($book, $id, $operation) : [],
            'token' => $this->crm->token(),
            // Sent twice, by double click or "back", a form gives the same report and takes effect once.
            'request' => bin2hex(random_bytes(16)),
        ]);
    }

    /**
     * @param array<string, mixed> $form
     * @return int the operation
     */
    public function assign(string $id, array $form): int
    {
        $book = Book::open($this->path);
        $this->bringUpToDate($book, $id);

        return $book->assign([$id], self::products($form), $this->options($form))->operation();
    }

    /**
     * @param array<string, mixed> $form
     * @return int the operation
     */
    public function revoke(string $id, array $form): int
    {
        return Book::open($this->path)->revoke([$id], self::products($form), $this->options($form))->operation();
    }

    /**
     * The CRM knows best who works where; a load that changes nothing leaves no trace.
     */
    private function bringUpToDate(Book $book, string $id): void
    {
        $contact = $this->crm->contact($id);
        $book->load(
            [
                'orgs' => [['id' => $contact['school'], 'name' => $this->crm->schools()[$contact['school']]]],
                'users' => [[
                    'id' => $id,
                    'org' => $contact['school'],
                    'display_name' => $contact['name'],
                    'enabled' => $contact['active'],
                ]],
            ],
            new Options(on: $this->crm->today(), actor: $this->crm->user()),
        );
    }

    /**
     * @param array<string, mixed> $form
     */
    private function options(array $form): Options
    {
        return new Options(
            on: $this->crm->today(),
            actor: $this->crm->user(),
            reason: 'contact page',
            requestId: $form['request'],
        );
    }

    /**
     * @return list<array<string, mixed>>
     */
    private function licences(Book $book, string $id, string $today): array
    {
        try {
            return $book->query(['query' => 'licences', 'user' => $id, 'on' => $today]);
        } catch (SeatbookException $unknown) {
            if ($unknown->status === 'unknown_user') {
                return []; // who never had a licence need not be in the book
            }
            throw $unknown;
        }
    }

    /**
     * @return list<array<string, mixed>> the rows of an operation that are about this contact
     */
    private function outcome(Book $book, string $id, int $operation): array
    {
        try {
            $rows = $book->query(['query' => 'report', 'operation' => $operation])['rows'];
        } catch (SeatbookException $unknown) {
            if ($unknown->status === 'invalid_argument') {
                return []; // no such operation, or one without rows: somebody has edited the address
            }
            throw $unknown;
        }

        return array_values(array_filter($rows, static fn (array $row) => $row['target'] === $id));
    }

    /**
     * @param array<string, mixed> $form
     * @return list<string>
     */
    private static function products(array $form): array
    {
        return array_values(array_filter((array) ($form['products'] ?? []), is_string(...)));
    }

    /**
     * @param array<string, mixed> $variables
     */
    private static function render(string $template, array $variables): string
    {
        $e = static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
        extract($variables);
        ob_start();
        require __DIR__ . "/../templates/$template.php";

        return ob_get_clean();
    }
}
