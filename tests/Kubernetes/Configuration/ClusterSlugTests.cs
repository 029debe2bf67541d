using BackupConsole.Kubernetes.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.Kubernetes.Tests.Configuration;

public sealed class ClusterSlugTests
{
    private static readonly HashSet<string> None = [];

    [Theory]
    [InlineData("prod")]
    [InlineData("kind-kind")]
    [InlineData("0")]
    [InlineData("a--b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-0123456789-ab")]
    public void A_clean_name_is_its_own_slug(string name)
    {
        Assert.Equal(name, ClusterSlug.Create(name, None));
    }

    [Theory]
    [InlineData("", "cluster-")]
    [InlineData("🦊", "cluster-")]
    [InlineData("---", "cluster-")]
    [InlineData("Prod", "prod-")]
    [InlineData("prod-", "prod-")]
    [InlineData("kubernetes-admin@kubernetes", "kubernetes-admin-kubernetes-")]
    [InlineData("Größe", "gro-e-")]
    [InlineData("prod-0a1b2c3d", "prod-0a1b2c3d-")]
    [InlineData("arn:aws:eks:eu-west-1:123456789012:cluster/prod", "west-1-123456789012-cluster-prod-")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-0123456789-abc", "klmnopqrstuvwxyz-0123456789-abc-")]
    public void Another_name_gets_a_hash_of_it(string name, string start)
    {
        string slug = ClusterSlug.Create(name, None);

        Assert.StartsWith(start.Length > 32 ? start[^32..] : start, slug, StringComparison.Ordinal);
        Assert.Matches("^[a-z0-9][a-z0-9-]*-[0-9a-f]{8}$", slug);
        Assert.InRange(slug.Length, 1, ClusterSlug.MaxLength);
    }

    [Fact]
    public void A_slug_never_changes_between_versions()
    {
        // Links hold them.
        Assert.Equal("a-b-6df7cee2", ClusterSlug.Create("a/b", None));
    }

    [Fact]
    public void A_taken_slug_is_not_given_again()
    {
        HashSet<string> taken = new(StringComparer.Ordinal) { "prod", ClusterSlug.Create("a/b", None) };

        Assert.DoesNotContain(ClusterSlug.Create("prod", taken), taken);
        Assert.DoesNotContain(ClusterSlug.Create("a/b", taken), taken);
    }

    [Fact]
    public void Distinct_names_get_distinct_slugs_whatever_their_order()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<string[]>(),
            names =>
            {
                string[] distinct = [.. names.Where(name => name is not null).Distinct(StringComparer.Ordinal)];
                Dictionary<string, string> forward = Slugs(distinct);
                Dictionary<string, string> backward = Slugs(distinct.Reverse());
                return forward.Values.Distinct(StringComparer.Ordinal).Count() == distinct.Length
                    && forward.Values.All(slug => slug.Length is > 0 and <= ClusterSlug.MaxLength && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                    && forward.All(pair => backward[pair.Key] == pair.Value);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Names_that_look_like_slugs_of_others_do_not_meet_them()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            name =>
            {
                string slug = ClusterSlug.Create(name ?? "", None);
                return slug == (name ?? "") || ClusterSlug.Create(slug, None) != slug;
            }).QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, string> Slugs(IEnumerable<string> names)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        Dictionary<string, string> slugs = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            slugs[name] = ClusterSlug.Create(name, taken);
            taken.Add(slugs[name]);
        }

        return slugs;
    }
}
