using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupConsole.Tests.Layout;

/// <summary>Colours: written down in one file, and readable in light and dark (WCAG 2.2: 4.5:1 for text, 3:1 for parts of controls).</summary>
public partial class TokenTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Colours = LightDark().Matches(RepositoryFiles.Read("wwwroot/css/tokens.css"))
        .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));

    [Theory]
    [InlineData("ink", "bg", 4.5)]
    [InlineData("ink", "surface", 4.5)]
    [InlineData("ink", "surface-2", 4.5)]
    [InlineData("ink-2", "bg", 4.5)]
    [InlineData("ink-2", "surface", 4.5)]
    [InlineData("ink-2", "surface-2", 4.5)]
    [InlineData("ink-3", "bg", 4.5)]
    [InlineData("ink-3", "surface", 4.5)]
    [InlineData("ink-3", "surface-2", 4.5)]
    [InlineData("accent", "bg", 4.5)]
    [InlineData("accent", "surface", 4.5)]
    [InlineData("accent", "surface-2", 4.5)]
    [InlineData("accent-hover", "surface", 4.5)]
    [InlineData("on-accent", "accent", 4.5)]
    [InlineData("on-accent", "accent-hover", 4.5)]
    [InlineData("ok", "ok-soft", 4.5)]
    [InlineData("info", "info-soft", 4.5)]
    [InlineData("warn", "warn-soft", 4.5)]
    [InlineData("bad", "bad-soft", 4.5)]
    [InlineData("idle", "idle-soft", 4.5)]
    [InlineData("skip", "skip-soft", 4.5)]
    [InlineData("ink", "warn-soft", 4.5)]
    [InlineData("ink", "bad-soft", 4.5)]
    [InlineData("ink", "info-soft", 4.5)]
    [InlineData("ink", "accent-soft", 4.5)]
    [InlineData("line-strong", "surface", 3)]
    [InlineData("focus", "bg", 3)]
    [InlineData("focus", "surface", 3)]
    [InlineData("on-danger", "danger", 4.5)]
    [InlineData("on-danger", "danger-hover", 4.5)]
    [InlineData("side-ink", "side", 4.5)]
    [InlineData("side-ink", "side-2", 4.5)]
    [InlineData("side-ink-2", "side", 4.5)]
    [InlineData("side-ink-2", "side-2", 4.5)]
    [InlineData("on-side-active", "side-active", 4.5)]
    [InlineData("side-accent", "side", 3)]
    [InlineData("side-focus", "side", 3)]
    [InlineData("side-focus", "side-2", 3)]
    public void A_pair_of_colours_can_be_told_apart(string fore, string back, double ratio)
    {
        Assert.True(Contrast(Colours[fore].Light, Colours[back].Light) >= ratio, $"light: {Contrast(Colours[fore].Light, Colours[back].Light):0.00}");
        Assert.True(Contrast(Colours[fore].Dark, Colours[back].Dark) >= ratio, $"dark: {Contrast(Colours[fore].Dark, Colours[back].Dark):0.00}");
    }

    [Fact]
    public void No_other_style_sheet_writes_a_colour()
    {
        foreach (string file in StyleSheets.Where(file => Path.GetFileName(file) != "tokens.css"))
        {
            Assert.DoesNotMatch(ColourLiteral(), File.ReadAllText(file));
        }
    }

    [Fact]
    public void Every_token_that_is_used_exists()
    {
        string tokens = RepositoryFiles.Read("wwwroot/css/tokens.css");
        IEnumerable<string> used = Usage().Matches(string.Concat(StyleSheets.Select(File.ReadAllText))).Select(match => match.Groups[1].Value).Distinct();

        Assert.DoesNotContain(used, name => !tokens.Contains($"{name}:", StringComparison.Ordinal));
    }

    /// <summary>The shared ones, and those beside their components.</summary>
    private static IEnumerable<string> StyleSheets =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "wwwroot", "css")),
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "Console"), "*.razor.css", SearchOption.AllDirectories),
    ];

    private static double Contrast(string one, string other)
    {
        double[] both = [Luminance(one), Luminance(other)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex LightDark();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\s*[;,) ]|rgba?\(|hsla?\(|:\s*(white|black|red|green|blue|gray)\b")]
    private static partial Regex ColourLiteral();

    [GeneratedRegex(@"var\((--[a-z0-9-]+)\)")]
    private static partial Regex Usage();
}
