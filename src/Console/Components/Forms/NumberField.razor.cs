using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>A whole number within a range, 64 bits at most as Kubernetes' own numbers have.</summary>
public sealed partial class NumberField
{
    /// <summary>Smallest value.</summary>
    [Parameter]
    public long Minimum { get; set; } = long.MinValue;

    /// <summary>Greatest value.</summary>
    [Parameter]
    public long Maximum { get; set; } = long.MaxValue;

    /// <summary>An example, shown while the field is empty.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <inheritdoc />
    protected override string? WrongType => Form.Manifest.Get(Path)?.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "The manifest has true or false here, where a number belongs.",
        JsonValueKind.Object => "The manifest has an object here, where a number belongs.",
        JsonValueKind.Array => "The manifest has a list here, where a number belongs.",
        JsonValueKind.String when IsWhole(Value, out _) => "The manifest has a text here, where a number belongs. Type the number again.",
        _ => null,
    };

    /// <inheritdoc />
    protected override string? CheckValue(string value) =>
        !IsWhole(value, out long number) ? $"\"{value}\" is not a whole number."
        : number < Minimum || number > Maximum ? RangeWords
        : base.CheckValue(value);

    private string RangeWords => (Minimum, Maximum) switch
    {
        (long.MinValue, _) => $"The largest value is {Maximum.ToString(CultureInfo.InvariantCulture)}.",
        (_, long.MaxValue) => $"The smallest value is {Minimum.ToString(CultureInfo.InvariantCulture)}.",
        _ => $"Values go from {Minimum.ToString(CultureInfo.InvariantCulture)} to {Maximum.ToString(CultureInfo.InvariantCulture)}.",
    };

    /// <inheritdoc />
    protected override void Store(string value)
    {
        string text = value.Trim();
        if (IsWhole(text, out long number))
        {
            Form.Put(Path, JsonValue.Create(number));
        }
        else
        {
            Form.Set(Path, text);
        }
    }

    private static bool IsWhole(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
