<?php

/**
 * Stands in for Composer's autoloader (see composer.json), so that the examples run without it.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Seatbook\\')) {
        require __DIR__ . '/src/' . substr($class, strlen('Seatbook\\')) . '.php';
    }
});
