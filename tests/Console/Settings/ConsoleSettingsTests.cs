using BackupConsole.Settings;
using Microsoft.Extensions.Configuration;

namespace BackupConsole.Tests.Settings;

public class ConsoleSettingsTests
{
    [Fact]
    public void Without_any_setting_the_console_listens_on_loopback_and_takes_every_context()
    {
        ConsoleSettings settings = Read();

        Assert.Equal(["http://localhost:5080"], settings.Addresses);
        Assert.Equal(ClusterSource.Auto, settings.Clusters.Source);
        Assert.Equal(AccessMode.None, settings.Access.Mode);
    }

    [Fact]
    public void Names_and_values_are_read_whatever_their_case()
    {
        ConsoleSettings settings = Read("access:listen", "any", "ACCESS:PORT", "8080");

        Assert.Equal(["http://*:8080"], settings.Addresses);
    }

    [Fact]
    public void Lists_may_be_given_as_entries_or_as_one_value()
    {
        ConsoleSettings settings = Read(
            "Clusters:Namespaces", "demo, prod,",
            "Clusters:Kubeconfig:0", "/one",
            "Clusters:Kubeconfig:1", "/two");

        Assert.Equal(["demo", "prod"], settings.Clusters.Namespaces);
        Assert.Equal(["/one", "/two"], settings.Clusters.Kubeconfig);
    }

    [Fact]
    public void Paths_are_separated_as_in_KUBECONFIG()
    {
        ConsoleSettings settings = Read("Clusters:Kubeconfig", string.Join(Path.PathSeparator, "/one,with comma", "/two"));

        Assert.Equal(["/one,with comma", "/two"], settings.Clusters.Kubeconfig);
    }

    [Fact]
    public void An_empty_value_is_as_good_as_none()
    {
        Assert.Equal(5080, Read("Access:Port", "").Access.Port);
    }

    [Theory]
    [InlineData("Access:Listen", "Everywhere", "Access:Listen is \"Everywhere\"; allowed are Loopback and Any.")]
    [InlineData("Access:Listen", "1", "Access:Listen is \"1\"; allowed are Loopback and Any.")]
    [InlineData("Access:Port", "80k", "Access:Port is \"80k\"; allowed are whole numbers from 0 to 65535.")]
    [InlineData("Access:Port", "65536", "Access:Port is \"65536\"; allowed are whole numbers from 0 to 65535.")]
    [InlineData("Access:Lisen", "Any", "Access:Lisen is not a setting; Access has Listen, Port, Mode, Hosts and KeyDirectory.")]
    [InlineData("Sandbox:Data", "Demoo", "allowed are Demo and Empty")]
    [InlineData("Sandbox:Speed", "0", "from 1 to 1000")]
    [InlineData("Clusters:Source", "InCluster", "Say so with Access:Mode=SingleUser")]
    [InlineData("Clusters:Namespaces", "Demo", "Clusters:Namespaces has \"Demo\"; allowed are namespace names")]
    [InlineData("Access:Hosts", "console.example.org", "Set Access:Listen=Any")]
    [InlineData("Access:KeyDirectory", "/no/such/directory", "is not a directory")]
    [InlineData("Access:Port:Number", "1", "Access:Port has entries below it; it takes one value.")]
    public void A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string name, string value, string words)
    {
        SettingsException exception = Assert.Throws<SettingsException>(() => Read(name, value));

        Assert.Contains(words, Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        SettingsException exception = Assert.Throws<SettingsException>(() => Read("Access:Port", "x", "Clusters:Source", "y", "urls", "http://*:1"));

        Assert.Equal(3, exception.Problems.Count);
    }

    [Fact]
    public void A_host_name_with_scheme_or_port_is_refused()
    {
        SettingsException exception = Assert.Throws<SettingsException>(() => Read("Access:Listen", "Any", "Access:Hosts", "https://a.example,b.example:80,c.example"));

        Assert.Equal(2, exception.Problems.Count);
    }

    [Fact]
    public void In_cluster_is_allowed_to_a_single_user()
    {
        Assert.Equal(ClusterSource.InCluster, Read("Clusters:Source", "InCluster", "Access:Mode", "SingleUser").Clusters.Source);
    }

    [Theory]
    [InlineData("http://localhost:7000")]
    [InlineData("http://127.0.0.1:7000")]
    [InlineData("http://127.1.2.3:7000")]
    [InlineData("http://[::1]:7000")]
    [InlineData("http://localhost:7000;http://[::1]:7001")]
    public void Addresses_of_this_machine_may_be_given_the_framework_s_way(string urls)
    {
        Assert.Equal(urls, string.Join(';', Read("urls", urls).Addresses));
    }

    [Theory]
    [InlineData("http://*:7000")]
    [InlineData("http://+:7000")]
    [InlineData("http://0.0.0.0:7000")]
    [InlineData("http://[::]:7000")]
    [InlineData("http://192.168.1.2:7000")]
    [InlineData("http://localhost.example.org:7000")]
    [InlineData("http://127.0.0.1.example.org:7000")]
    [InlineData("http://localhost:7000;http://*:7001")]
    [InlineData("nonsense")]
    public void Other_addresses_need_to_be_allowed(string urls)
    {
        SettingsException exception = Assert.Throws<SettingsException>(() => Read("urls", urls));
        Assert.Contains("unless Access:Listen=Any is set", Assert.Single(exception.Problems), StringComparison.Ordinal);

        Assert.NotEmpty(Read("urls", urls, "Access:Listen", "Any").Addresses);
    }

    [Fact]
    public void Endpoints_of_the_server_s_own_section_are_held_to_the_same_rule()
    {
        Assert.Throws<SettingsException>(() => Read("Kestrel:Endpoints:Web:Url", "http://0.0.0.0:80"));
    }

    private static ConsoleSettings Read(params string[] namesAndValues)
    {
        IEnumerable<KeyValuePair<string, string?>> pairs = namesAndValues.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]));
        return ConsoleSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
    }
}
