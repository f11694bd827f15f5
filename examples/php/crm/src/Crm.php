<?php

declare(strict_types=1);

namespace Crm;

/**
 * Stands in for the CRM: what any of them gives a plug-in.
 */
final class Crm
{
    /** @var array{schools: array<string, string>, contacts: array<string, array<string, mixed>>} */
    private readonly array $data;

    public function __construct(string $file)
    {
        $this->data = json_decode(file_get_contents($file), true, flags: JSON_THROW_ON_ERROR);
    }

    /**
     * @return ?array{name: string, school: string, active: bool}
     */
    public function contact(string $id): ?array
    {
        return $this->data['contacts'][$id] ?? null;
    }

    /**
     * @return array<string, string> names by id
     */
    public function schools(): array
    {
        return $this->data['schools'];
    }

    public function today(): string
    {
        return getenv('CRM_TODAY') ?: date('Y-m-d');
    }

    public function user(): string
    {
        return 'karin@crm.example';
    }

    /**
     * A form must bring this back, or another site could send it in the user's name.
     */
    public function token(): string
    {
        return $_SESSION['token'] ??= bin2hex(random_bytes(16));
    }
}
