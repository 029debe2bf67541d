using System.Globalization;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Reads Kubernetes quantities such as <c>512Mi</c>, <c>2G</c> or <c>250m</c>.</summary>
internal static class Quantities
{
    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50),
        ("m", 0.001m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m),
    ];

    /// <summary>The number a quantity stands for; null when the text is none.</summary>
    public static decimal? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        (string suffix, decimal factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal), (Suffix: "", Factor: 1m));
        return decimal.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number <= long.MaxValue / Math.Max(factor, 1)
                ? number * factor
                : null;
    }
}
