<?php

declare(strict_types=1);

namespace Seatbook;

use FFI;
use FFI\CData;

/**
 * Texts on their way into a call: seatbook_str views, and the memory that they point to, which lives as
 * long as this object.
 *
 * @internal
 */
final class Texts
{
    /** @var list<CData> */
    private array $memory = [];

    public function one(string $text): CData
    {
        $view = Library::ffi()->new('seatbook_str');
        $this->point($view, $text);

        return $view;
    }

    /**
     * @param list<string> $texts
     */
    public function many(array $texts): ?CData
    {
        if ($texts === []) {
            return null;
        }
        $views = Library::ffi()->new('seatbook_str[' . count($texts) . ']');
        foreach (array_values($texts) as $at => $text) {
            $this->point($views[$at], $text);
        }

        return FFI::addr($this->keep($views)[0]);
    }

    public function keep(CData $memory): CData
    {
        return $this->memory[] = $memory;
    }

    private function point(CData $view, string $text): void
    {
        $view->len = strlen($text);
        if ($text === '') {
            return;
        }
        $bytes = Library::ffi()->new("char[$view->len]");
        FFI::memcpy($bytes, $text, $view->len);
        $view->data = FFI::addr($this->keep($bytes)[0]);
    }
}
